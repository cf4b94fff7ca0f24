using System.Security.Cryptography;
using ChainForge.Media;

namespace ChainForge.Runs;

/// <summary>Makes a run's video once all of its clips are here.</summary>
internal sealed class Assembler(RunLedger ledger, IClipMedia media, EngineOptions options, TimeProvider time)
{
    /// <returns>What was done, for a person; null when there was nothing to do, or somebody else is at it.</returns>
    public async Task<string?> StitchAsync(string runId, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // What is made could not be written down, and would be made again and again.
        if (ledger.Trouble is not null)
        {
            return null;
        }

        var run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        var folder = new RunFolder(options.OutputFolder, run);
        using var alone = WorkLock.TryTake(folder.Video);
        if (alone is null)
        {
            return null;
        }

        // Looked at again with the lock in hand: whoever had it may have finished the video.
        run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        if (!NextSteps.Of(run, time.GetUtcNow()).OfType<Step.Stitch>().Any())
        {
            return null;
        }

        if (await FindChangedAsync(run, folder, cancellationToken) is { } changed)
        {
            await ledger.UpdateAsync(runId, now => now.TakeLost(changed.Id, "its clip is missing or was changed on disk"), CancellationToken.None);
            return "a clip is missing or was changed; fetching it again";
        }

        try
        {
            var video = await media.JoinAsync(run, folder, progress, cancellationToken);

            // A power cut here finds a run that still wants its video.
            options.Flush(folder);
            await ledger.UpdateAsync(runId, now => now.Completed(video, time.GetUtcNow()), CancellationToken.None);
            return $"stitched: {video.Seconds:0.00} s";
        }
        catch (Exception e) when (e is MediaException or IOException or UnauthorizedAccessException)
        {
            var why = LocalWords.Of(e, options.OutputFolder);
            await ledger.UpdateAsync(runId, now => now.StitchFailed(why, time.GetUtcNow()), CancellationToken.None);
            return $"stitching failed: {why}";
        }
        catch (IllegalTransitionException)
        {
            // Cancelled meanwhile: the file stays, the run does not become complete by it.
            return null;
        }
    }

    /// <summary>The first attempt whose clip is not the one that was fetched. A changed file is moved aside, never thrown away.</summary>
    private static async Task<Attempt?> FindChangedAsync(Run run, RunFolder folder, CancellationToken cancellationToken)
    {
        foreach (var segment in run.Segments)
        {
            var path = folder.FullPath(segment.Take!.File);
            if (!File.Exists(path))
            {
                return segment.Current;
            }

            await using var stream = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != segment.Take.Sha256)
            {
                File.Move(path, $"{path}.changed", overwrite: true);
                return segment.Current;
            }
        }

        return null;
    }
}
