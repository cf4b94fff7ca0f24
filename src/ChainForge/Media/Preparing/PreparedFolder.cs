using System.Text.Json;

namespace ChainForge.Media;

/// <summary>What was made of a clip ahead of the stitch. All of it can be made again, and what does not fit the clip as it is now counts as missing.</summary>
/// <param name="path">The folder; it is made with the first file.</param>
internal sealed class PreparedFolder(string path)
{
    // Count up when what is kept changes its shape or its meaning.
    private const int Version = 6;
    private const string FactsFile = "clip.json";
    private const string SketchFile = "sketch.bin";
    private const string JointFile = "joint.json";

    /// <summary>A file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Directory.CreateDirectory(path).FullName, name);

    /// <summary>A place for what is not finished.</summary>
    public UnfinishedFolder Begin() => UnfinishedFolder.Within(path);

    /// <summary>What is known of a clip; null: nothing, or of what lay there before.</summary>
    public PreparedClip? Find(string clip) =>
        FactsOf(clip) is { } facts && LengthOf(SketchFile) == facts.SketchBytes
            ? new PreparedClip(facts.Info with { Path = clip }, this, facts.HasEveryFrame, facts.Loudness) { Looks = facts.Looks }
            : null;

    /// <summary>Keeps what was found. Tails and sound come before: this makes the folder whole.</summary>
    public PreparedClip Keep(ClipInfo clip, ClipSketch sketch, IReadOnlyList<FrameLook> looks, ClipLoudness? loudness)
    {
        Replace(SketchFile, sketch.Write);

        // The times of its frames are not kept: a clip of another kind is looked at again.
        if (clip.IsConstantRate)
        {
            Write(FactsFile, new Facts(Version, ClipStamp.Of(clip.Path), clip, sketch.All is not null, LengthOf(SketchFile), looks, loudness, LengthOf(SoundFile(clip))));
        }

        return new PreparedClip(clip, this, sketch.All is not null, loudness) { Looks = looks };
    }

    /// <summary>The clip's small frames.</summary>
    /// <exception cref="IOException">They are not there.</exception>
    public ClipSketch Sketch()
    {
        using var file = File.OpenRead(PathOf(SketchFile));
        return ClipSketch.Read(file);
    }

    /// <summary>Keeps the clip's sound by moving a file here.</summary>
    public void KeepSound(ClipInfo clip, string made) => File.Move(made, PathOf(SoundFile(clip)), overwrite: true);

    /// <summary>The clip's sound, where one is kept from which a sound of this kind can be read; null: it has to be decoded.</summary>
    public KeptSound? Sound(ClipInfo clip, int rate, int channels)
    {
        var file = SoundFile(clip);
        return clip.Audio is { } sound && KeptSound.Serves(sound, rate, channels) && FactsOf(clip.Path) is { SoundBytes: > 0 and var bytes } && LengthOf(file) == bytes
            ? new KeptSound(PathOf(file), bytes, KeptSound.ChannelsOf(sound))
            : null;
    }

    /// <summary>The clip's end, encoded anew; null: not yet, or that of another clip.</summary>
    public ClipTail? Tail(ClipInfo clip, TailSpan span)
    {
        try
        {
            return ClipTail.Load(Path.Combine(path, TailFile(clip, span)), span.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Mp4Exception or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Keeps the clip's end by moving a file here.</summary>
    /// <exception cref="Mp4Exception">It cannot be used.</exception>
    public ClipTail KeepTail(ClipInfo clip, TailSpan span, string made)
    {
        var place = PathOf(TailFile(clip, span));
        File.Move(made, place, overwrite: true);
        return ClipTail.Load(place, span.Count);
    }

    /// <summary>What was measured at the joint to the clip before; null: nothing yet, or of other clips.</summary>
    public SeamMeasure? Joint(ClipInfo before, ClipInfo clip, JointKind kind) =>
        Read<JointFacts>(JointFile) is { } facts && facts.Version == Version && facts.Seam.Kind == kind && facts.Before == ClipStamp.Of(before.Path) && facts.Clip == ClipStamp.Of(clip.Path)
            ? facts.Seam
            : null;

    /// <summary>Keeps what was measured at the joint to the clip before.</summary>
    public void Keep(ClipInfo before, ClipInfo clip, SeamMeasure seam) =>
        Write(JointFile, new JointFacts(Version, ClipStamp.Of(before.Path), ClipStamp.Of(clip.Path), seam));

    // Nothing inside says what they are of, so their names do.
    private static string TailFile(ClipInfo clip, TailSpan span) => $"tail-{span.From}-{span.Count}-{ClipStamp.Of(clip.Path).Name}.mp4";

    private static string SoundFile(ClipInfo clip) => $"sound-{ClipStamp.Of(clip.Path).Name}.f32";

    private Facts? FactsOf(string clip) => Read<Facts>(FactsFile) is { } facts && facts.Version == Version && facts.Stamp == ClipStamp.Of(clip) ? facts : null;

    private long LengthOf(string name) => new FileInfo(Path.Combine(path, name)) is { Exists: true } file ? file.Length : -1;

    private T? Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(path, name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private void Write<T>(string name, T value) => Replace(name, stream => JsonSerializer.Serialize(stream, value));

    // Another worker may read or write the same file right now: it appears by rename, under a name of our own until then.
    private void Replace(string name, Action<Stream> write)
    {
        var partial = PathOf($"{name}.{Path.GetRandomFileName()}{UnfinishedFolder.Ending}");
        try
        {
            using (var file = File.Create(partial))
            {
                write(file);
            }

            File.Move(partial, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private sealed record Facts(int Version, ClipStamp Stamp, ClipInfo Info, bool HasEveryFrame, long SketchBytes, IReadOnlyList<FrameLook> Looks, ClipLoudness? Loudness, long SoundBytes);

    private sealed record JointFacts(int Version, ClipStamp Before, ClipStamp Clip, SeamMeasure Seam);
}
