using System.Security.Cryptography;
using ChainForge.Media;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Fetches a clip that is paid for, probes it and cuts its last frame.</summary>
internal sealed class Fetcher(RunLedger ledger, IVideoProvider provider, JobResults results, IClipMedia media, EngineOptions options, TimeProvider time)
{
    /// <returns>What was done, for a person; null when there was nothing to do, or somebody else is at it.</returns>
    public async Task<string?> FetchAsync(string runId, string attemptId, CancellationToken cancellationToken)
    {
        // A clip that could not be written down would be fetched again and again.
        if (ledger.Trouble is not null)
        {
            return null;
        }

        var run = await ledger.FindAsync(runId, cancellationToken) ?? throw new RunNotFoundException(runId);
        var attempt = run.Attempt(attemptId);
        if (attempt.State != AttemptState.Generated || attempt.DownloadGivenUp)
        {
            return null;
        }

        try
        {
            var folder = new RunFolder(options.OutputFolder, run);
            using var alone = WorkLock.TryTake(folder.FullPath(folder.ClipFile(attempt)));
            if (alone is null)
            {
                return null;
            }

            var take = await TakeAsync(run, folder, attempt, cancellationToken);
            var now = await ledger.UpdateAsync(runId, before => before.Downloaded(attemptId, take), CancellationToken.None);
            await PrepareJointsAsync(now, now.SegmentOf(attemptId), folder, cancellationToken);
            return "clip fetched";
        }
        catch (ProviderException e)
        {
            // The address may have grown old: ask for a fresh one next time.
            results.Forget(attempt.JobId!);
            return await FailedAsync(runId, attemptId, e.Failure);
        }
        catch (IllegalTransitionException)
        {
            // Given up meanwhile, on a person's word: the clip stays on disk.
            return null;
        }
        catch (OutputsGoneException)
        {
            await ledger.UpdateAsync(runId, now => now.OutputsGone(attemptId), CancellationToken.None);
            return "outputs are gone";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MediaException)
        {
            // The disk's fault, not the provider's: the address stays good, and what is on disk already is kept.
            var why = LocalWords.Of(e, options.OutputFolder);
            await ledger.UpdateAsync(runId, now => now.ClipNotWritten(attemptId, why, time.GetUtcNow()), CancellationToken.None);
            return $"the clip could not be written: {why}";
        }
    }

    private async Task<Take> TakeAsync(Run run, RunFolder folder, Attempt attempt, CancellationToken cancellationToken)
    {
        var clip = folder.FullPath(folder.ClipFile(attempt));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.FullPath(folder.LastFrameFile(attempt)))!);

        // A crash between the rename and the ledger leaves a whole file behind: it is used, not fetched twice.
        if (File.Exists(clip) && await TryInspectAsync(run, folder, attempt, cancellationToken) is { } before)
        {
            return before;
        }

        var answer = await results.GetAsync(attempt.JobId!, cancellationToken);
        var result = answer switch
        {
            JobAnswer.Completed completed => completed.Result,
            JobAnswer.Cleaned => throw new OutputsGoneException(),
            JobAnswer.NoAnswer none => throw new ProviderException(none.Failure),
            JobAnswer.NotFound notFound => throw new ProviderException(notFound.Failure),
            _ => throw new ProviderException(new ProviderFailure(ProviderFailureKind.Unreadable, $"job {attempt.JobId} was finished, but its state is {answer.GetType().Name} now")),
        };
        await provider.DownloadAsync(result.Video, clip, MediaKind.Video, cancellationToken);
        try
        {
            return await InspectAsync(run, folder, attempt, cancellationToken);
        }
        catch (MediaException e) when (!e.IsDiskFull)
        {
            // Moved aside, never thrown away: it is paid for, and perhaps it was only FFmpeg that failed.
            File.Move(clip, $"{clip}.unusable", overwrite: true);
            throw new ProviderException(new ProviderFailure(ProviderFailureKind.BadMedia, e.Message), e);
        }
    }

    private async Task<Take?> TryInspectAsync(Run run, RunFolder folder, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await InspectAsync(run, folder, attempt, cancellationToken);
        }
        catch (MediaException e) when (!e.IsDiskFull)
        {
            return null;
        }
    }

    private async Task<Take> InspectAsync(Run run, RunFolder folder, Attempt attempt, CancellationToken cancellationToken)
    {
        var (file, lastFrame) = (folder.ClipFile(attempt), folder.LastFrameFile(attempt));
        var facts = await media.InspectAsync(run, attempt, folder, cancellationToken);
        await using var stream = File.OpenRead(folder.FullPath(file));
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        return new Take(file, hash, stream.Length, lastFrame, facts.Width, facts.Height, facts.Frames, facts.FrameRate);
    }

    /// <summary>So that the video is finished soon after the last clip. Nothing depends on it.</summary>
    private async Task PrepareJointsAsync(Run run, Segment segment, RunFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            if (run.Segments.Length > 1)
            {
                await media.PrepareJointsAsync(run, segment, folder, cancellationToken);
            }
        }
        catch (Exception e) when (e is MediaException or IOException or UnauthorizedAccessException)
        {
            // The stitch meets the same trouble, and says so.
        }
    }

    private async Task<string> FailedAsync(string runId, string attemptId, ProviderFailure failure)
    {
        await ledger.UpdateAsync(runId, now => now.DownloadFailed(attemptId, failure, time.GetUtcNow()), CancellationToken.None);
        return $"download failed: {failure}";
    }

    private sealed class OutputsGoneException : Exception;
}
