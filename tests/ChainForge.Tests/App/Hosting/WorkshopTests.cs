using ChainForge.App.Hosting;
using ChainForge.Runs;
using ChainForge.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Tests.App.Hosting;

public sealed class WorkshopTests
{
    // Was: it tidied up the output folder first, under the hands of the process that owns the data folder.
    [Fact]
    public async Task A_command_that_is_refused_touches_nothing()
    {
        using var folder = new TempFolder();
        var settings = new ChainForgeSettings { Paths = new PathSettings { Output = folder.Of("output"), Data = folder.Of("data") } };
        var left = folder.Of("output/harbour/20261126-091500-k7qdbx/segments/01.mp4.partial");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, "");
        using (DataFolderLock.Take(folder.Of("data")))
        {
            var open = () => Workshop.OpenAsync(settings, Parts.Real, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

            await open.Should().ThrowAsync<DataFolderOwnedException>();
            File.Exists(left).Should().BeTrue();
        }

        await using var workshop = await Workshop.OpenAsync(
            settings with { Pictory = settings.Pictory with { ApiKey = "pictai_a" } }, Parts.Real, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        File.Exists(left).Should().BeFalse();
    }
}
