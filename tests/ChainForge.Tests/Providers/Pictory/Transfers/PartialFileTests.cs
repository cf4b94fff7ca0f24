using ChainForge.Providers;
using ChainForge.Providers.Pictory.Transfers;
using ChainForge.Tests.Providers.Pictory.Support;

namespace ChainForge.Tests.Providers.Pictory.Transfers;

public sealed class PartialFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_BringsTheFoldersEntryToTheDiskAfterTheRename()
    {
        var flushed = new List<(string Folder, bool FileIsThere, bool PartIsThere)>();
        var path = _folder.At("segments/01.mp4");
        using var file = PartialFile.Create(path, folder => flushed.Add((folder, File.Exists(path), File.Exists(path + PartialFile.Extension))));
        await file.WriteAsync(Given.Mp4(100), CancellationToken.None);
        flushed.Should().BeEmpty();

        file.Commit();

        flushed.Should().Equal((_folder.At("segments"), true, false));
    }

    [Fact]
    public void Flush_OfARealFolder_Succeeds_AndOfNone_SaysWhich()
    {
        FolderOnDisk.Flush(_folder.At("."));
        var none = () => FolderOnDisk.Flush(_folder.At("none"));

        none.Should().Throw<IOException>().WithMessage("*none could not be brought to the disk*");
    }
}
