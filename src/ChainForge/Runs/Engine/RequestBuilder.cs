using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChainForge.Chains;
using ChainForge.Providers;

namespace ChainForge.Runs;

/// <summary>Makes the request of a segment, with everything uploaded that has to be. Costs nothing.</summary>
internal sealed class RequestBuilder(IVideoProvider provider, JobResults results)
{
    /// <exception cref="ProviderException">An upload or a look at the job before did not succeed.</exception>
    /// <exception cref="AtWorkElsewhereException">Another server prepares the same request.</exception>
    /// <exception cref="LastFrameUnusableException">The provider's last frame cannot be fetched: the clip's own has to be used.</exception>
    public async Task<(GenerationRequest Request, AskedFor Asked)> BuildAsync(Run run, RunFolder folder, int index, CancellationToken cancellationToken)
    {
        var segment = run.Definition.Segments[index];
        var request = new GenerationRequest
        {
            Prompt = segment.Prompt,
            Model = run.Definition.Model,
            AspectRatio = run.Definition.AspectRatio,
            Seconds = segment.Seconds,
        };
        var from = "the prompt alone";
        var start = run.Definition.Start;
        var references = index == 0 ? start.References : segment.References;
        if (references.Count > 0)
        {
            request = request with { References = await AllAsync(references, cancellationToken) };
            from = $"{references.Count} reference pictures";
        }
        else if (index == 0 && start.FirstFrame is { } picture)
        {
            request = request with { FirstFrame = await AddressAsync(picture, cancellationToken) };
            from = $"picture {NameOf(picture)}";
        }
        else if (index == 0 && start.Extend is { } video)
        {
            request = request with { Extend = await AddressAsync(video, cancellationToken) };
            from = $"video {NameOf(video)}";
        }
        else if (index > 0 && segment.Handover == Handover.LastFrame)
        {
            (var frame, from) = await LastFrameAsync(run, folder, index - 1, cancellationToken);
            request = request with { FirstFrame = frame };
        }
        else if (index > 0 && segment.Handover == Handover.Extend)
        {
            var before = run.Segments[index - 1].Current!;
            (var clip, from) = await ClipAsync(folder, before, cancellationToken);
            request = request with { Extend = clip };
        }

        return (request, new AskedFor(request.Model, request.AspectRatio, request.Seconds, from, Fingerprint(request)));
    }

    private async Task<(Uri Frame, string From)> LastFrameAsync(Run run, RunFolder folder, int index, CancellationToken cancellationToken)
    {
        var before = run.Segments[index].Current!;
        if (!before.HasLastFrameAtProvider)
        {
            return (await UploadAsync(folder, before, before.Take!.LastFrame, cancellationToken), $"last frame cut from the clip of job {before.JobId}");
        }

        // Fetching it first proves that the address is alive before money depends on it, and keeps the picture for the report.
        // It comes before the clip's own download, so the folder may not be there yet.
        var handedOver = folder.FullPath(folder.HandedOverFile(before));
        using var held = WorkLock.TryTake(handedOver) ?? throw new AtWorkElsewhereException();
        for (var fresh = false; ; fresh = true)
        {
            if (await ResultAsync(before, cancellationToken) is not { LastFrame: { } lastFrame })
            {
                throw new LastFrameUnusableException(before.Id, "the provider offers none");
            }

            try
            {
                await provider.DownloadAsync(lastFrame, handedOver, MediaKind.Picture, cancellationToken);
                return (lastFrame, $"last frame of job {before.JobId}");
            }
            catch (ProviderException) when (!fresh)
            {
                // The address may just have grown old.
                results.Forget(before.JobId!);
            }
            catch (ProviderException e)
            {
                // However curable it may be: the clip's own last frame does as well.
                throw new LastFrameUnusableException(before.Id, e.Failure.ToString());
            }
        }
    }

    private async Task<(Uri Clip, string From)> ClipAsync(RunFolder folder, Attempt before, CancellationToken cancellationToken) =>
        await ResultAsync(before, cancellationToken) is { } result
            ? (result.Video, $"video of job {before.JobId}")
            : before.Take is { } take
                ? (await UploadAsync(folder, before, take.File, cancellationToken), $"clip of job {before.JobId}")
                : throw new ProviderException(new ProviderFailure(ProviderFailureKind.NotFound, $"the video of job {before.JobId} is no longer at the provider"));

    private Task<Uri> UploadAsync(RunFolder folder, Attempt attempt, string file, CancellationToken cancellationToken) =>
        File.Exists(folder.FullPath(file))
            ? provider.UploadAsync(folder.FullPath(file), cancellationToken)
            : throw new TakeLostException(attempt.Id, $"{file} is missing on disk");

    /// <summary>The job's result; null when the provider no longer has it.</summary>
    private async Task<GenerationResult?> ResultAsync(Attempt attempt, CancellationToken cancellationToken) =>
        await results.GetAsync(attempt.JobId!, cancellationToken) switch
        {
            JobAnswer.Completed completed => completed.Result,
            JobAnswer.NoAnswer none => throw new ProviderException(none.Failure),
            _ => null,
        };

    private async Task<IReadOnlyList<Uri>> AllAsync(IReadOnlyList<MediaSource> sources, CancellationToken cancellationToken)
    {
        var addresses = new List<Uri>();
        foreach (var source in sources)
        {
            addresses.Add(await AddressAsync(source, cancellationToken));
        }

        return addresses;
    }

    private async Task<Uri> AddressAsync(MediaSource source, CancellationToken cancellationToken) =>
        source.Url ?? await provider.UploadAsync(source.Path!, cancellationToken);

    private static string NameOf(MediaSource source) => source.Path is null ? source.Url!.Host : Path.GetFileName(source.Path);

    private static string Fingerprint(GenerationRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request))));
}
