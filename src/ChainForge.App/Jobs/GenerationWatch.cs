using System.Collections.Concurrent;
using System.Threading.Channels;
using ChainForge.Providers;
using ChainForge.Runs;
using Hangfire.Server;

namespace ChainForge.App.Jobs;

/// <summary>Asks about everything that is waited for, with a bounded number of questions at once, and wakes the runs whose answer changed something.</summary>
/// <remarks>
/// It lives as a background process of the Hangfire server: ten thousand waiting jobs would hold ten thousand workers,
/// here they are entries of a list.
/// </remarks>
public sealed partial class GenerationWatch(
    WatchList list, RunEngine engine, RunDispatcher dispatcher, WatchOptions options, TimeProvider time, ILogger<GenerationWatch> logger) : IBackgroundProcess
{
    private readonly WatchPause _pause = new(time);

    // Only of jobs that get no answer just now, and only a matter of manners: a restart may begin anew.
    private readonly ConcurrentDictionary<WatchedJob, int> _silences = new();

    /// <inheritdoc/>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RunAsync(context.StoppingToken).GetAwaiter().GetResult();
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = Channel.CreateBounded<(Watched Thing, DateTimeOffset Due)>(options.Workers);
        var workers = Enumerable.Range(0, options.Workers).Select(_ => WorkAsync(due.Reader, cancellationToken)).ToList();
        try
        {
            while (true)
            {
                await due.Writer.WriteAsync(await list.TakeAsync(cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            due.Writer.TryComplete();
        }

        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(ChannelReader<(Watched Thing, DateTimeOffset Due)> due, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (thing, at) in due.ReadAllAsync(cancellationToken))
            {
                await LookAsync(thing, at, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: the next process asks again.
        }
    }

    private async Task LookAsync(Watched thing, DateTimeOffset due, CancellationToken cancellationToken)
    {
        options.Lag?.Invoke(time.GetUtcNow() - due);
        try
        {
            switch (thing)
            {
                case Watched.Wake wake:
                    dispatcher.Advance(wake.RunId);
                    break;
                case Watched.Ask ask:
                    await AskAsync(ask, cancellationToken);
                    break;
                case Watched.LookFor look:
                    await LookForAsync(look, cancellationToken);
                    break;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it must not end the watch; the same question is asked again.
            LogTrouble(logger, e, thing.GetType().Name);
            list.Add(thing, time.GetUtcNow() + options.Pause);
        }
    }

    private async Task AskAsync(Watched.Ask ask, CancellationToken cancellationToken)
    {
        if (_pause.Until is { } until)
        {
            list.Add(ask, until);
            return;
        }

        var asked = await engine.AskAsync(ask.Job, cancellationToken);
        if (asked.Changed)
        {
            _silences.TryRemove(ask.Job, out _);
            dispatcher.Advance(ask.Job.RunId);
            await dispatcher.WakeWaitingAsync(cancellationToken);
            return;
        }

        if (asked.Failure is { Kind: ProviderFailureKind.Unauthorized } refused)
        {
            // The key is wrong for everybody: asking on would only be refused as often.
            _pause.For(options.Pause);
            LogUnauthorized(logger, refused.ToString(), options.Pause);
        }

        list.Add(ask, time.GetUtcNow() + WaitAfter(ask.Job, asked.Failure));
    }

    private TimeSpan WaitAfter(WatchedJob job, ProviderFailure? failure)
    {
        switch (failure)
        {
            case null:
                _silences.TryRemove(job, out _);
                return options.Jittered();
            case { Kind: ProviderFailureKind.Unauthorized }:
                return failure.RetryAfter ?? options.Pause;
            default:
                var silences = _silences.AddOrUpdate(job, 1, (_, before) => before + 1);
                return failure.RetryAfter ?? options.AfterSilence(silences - 1);
        }
    }

    private async Task LookForAsync(Watched.LookFor look, CancellationToken cancellationToken)
    {
        if (await engine.LookForAsync(look.RunId, look.AttemptId, cancellationToken))
        {
            dispatcher.Advance(look.RunId);
            await dispatcher.WakeWaitingAsync(cancellationToken);
        }
        else
        {
            list.Add(look, time.GetUtcNow() + options.Jittered());
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Looking at {Thing} failed; it is looked at again")]
    private static partial void LogTrouble(ILogger logger, Exception exception, string thing);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The provider refuses the key ({Reason}); no questions for {Pause}. Check PICTORY_API_KEY")]
    private static partial void LogUnauthorized(ILogger logger, string reason, TimeSpan pause);
}
