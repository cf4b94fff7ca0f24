using ChainForge.App.Intake;

namespace ChainForge.Tests.App.Intake;

public sealed class ShippedExamplesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chainforge-examples-").FullName;

    [Fact]
    public void Every_example_of_the_repository_is_left_alone_as_shipped() =>
        Directory.GetFiles(Pipelines(), "*.yaml").Should().NotBeEmpty().And.OnlyContain(
            path => ShippedExamples.Contains(path),
            "`sha256sum *.yaml > .examples` in pipelines/ brings the list up to date");

    [Fact]
    public void A_changed_copied_or_renamed_example_is_a_chain_like_any_other()
    {
        var shipped = Path.Combine(Pipelines(), "lighthouse.yaml");
        File.Copy(Path.Combine(Pipelines(), ".examples"), Path.Combine(_folder, ".examples"));
        var renamed = Put("mine.yaml", File.ReadAllText(shipped));
        var changed = Put("lighthouse.yaml", File.ReadAllText(shipped) + "\n");

        ShippedExamples.Contains(renamed).Should().BeFalse();
        ShippedExamples.Contains(changed).Should().BeFalse();
        File.Copy(shipped, changed, overwrite: true);
        ShippedExamples.Contains(changed).Should().BeTrue();
        File.Delete(Path.Combine(_folder, ".examples"));
        ShippedExamples.Contains(changed).Should().BeFalse();
    }

    [Fact]
    public void What_cannot_be_read_is_none_of_them_and_no_exception()
    {
        File.Copy(Path.Combine(Pipelines(), ".examples"), Path.Combine(_folder, ".examples"));
        File.CreateSymbolicLink(Path.Combine(_folder, "lighthouse.yaml"), Path.Combine(_folder, "nowhere.yaml"));

        ShippedExamples.Contains(Path.Combine(_folder, "lighthouse.yaml")).Should().BeFalse();
        ShippedExamples.Contains(Put("big.yaml", new string(' ', 300_000))).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Pipelines()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChainForge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "pipelines");
    }
}
