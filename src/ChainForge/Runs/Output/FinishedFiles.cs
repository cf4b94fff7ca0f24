using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Brings what a finished run consists of to the disk.</summary>
/// <remarks>
/// The ledger's "completed" is there when its transaction is. Were the video not, a power cut would leave a completed run with an empty
/// file, which nobody makes again: a completed run is not retried.
/// </remarks>
internal static class FinishedFiles
{
    /// <exception cref="IOException">The disk does not take it: the run is not complete.</exception>
    public static void Flush(RunFolder folder)
    {
        foreach (var file in new[] { folder.Video, folder.Manifest, folder.Report, folder.Newest }.Where(File.Exists))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        }

        // Their names, and the names of the folders they lie in.
        FolderOnDisk.Flush(folder.Root);
        FolderOnDisk.Flush(Path.GetDirectoryName(folder.Root)!);
        FolderOnDisk.Flush(Path.GetDirectoryName(folder.Newest)!);
    }
}
