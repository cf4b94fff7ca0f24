using PictorySimulator.Faults;
using PictorySimulator.Wire;

namespace PictorySimulator.Rendering;

/// <summary>What a clip is made from.</summary>
internal sealed record ClipOrder(string Prompt, ModelCard Model, string AspectRatio, int Seconds)
{
    public byte[]? FirstFrame { get; init; }
    public byte[]? Extend { get; init; }
    public byte[]? Reference { get; init; }
    public required ClipLook Look { get; init; }

    public ClipShape Shape
    {
        get
        {
            var (width, height) = Model.Size(AspectRatio);
            var rate = Look.FramesPerSecond ?? Model.FramesPerSecond;
            var frames = Math.Max(2, (int)Math.Round(Seconds * Look.DurationFactor * rate));
            return new(Even(width * Look.Scale), Even(height * Look.Scale), rate, frames, Model.SampleRate);
        }
    }

    private static int Even(double size) => Math.Max(2, (int)Math.Round(size / 2) * 2);
}

/// <summary>Settings and faults that change how a clip comes out.</summary>
internal sealed record ClipLook(
    double Scale, int? FramesPerSecond, double DurationFactor, string Preset, bool Sound, bool ExtendIncludesSource,
    double Contrast, double Saturation, double Gain, int AnchorRepeats, bool IgnoreAnchor)
{
    public static ClipLook From(SimulatorSettings settings, JobFault fault) => new(
        settings.Scale * (fault.Scale ?? 1),
        fault.FramesPerSecond ?? settings.FramesPerSecond,
        settings.DurationFactor,
        settings.Fast ? "ultrafast" : settings.Preset,
        settings.Sound && !fault.Silent,
        settings.ExtendIncludesSource,
        fault.Contrast ?? settings.ContrastPerHop,
        fault.Saturation ?? settings.SaturationPerHop,
        fault.Gain ?? settings.GainPerHop,
        fault.AnchorRepeats ?? settings.AnchorRepeats,
        fault.IgnoreAnchor ?? settings.IgnoreAnchor);
}

/// <summary>Size, rate and length of a clip.</summary>
internal sealed record ClipShape(int Width, int Height, int Rate, int Frames, int SampleRate)
{
    public double Seconds => (double)Frames / Rate;
}

/// <summary>A finished clip: a folder with <c>video.mp4</c>, <c>last-frame.png</c>, <c>thumbnail.jpg</c>, <c>preview.jpg</c>.</summary>
internal sealed record Clip(string Folder, int Width, int Height, double Seconds);

internal sealed class RenderException(string message) : Exception(message);
