namespace ChainForge.Media;

/// <summary>Every border between good, visible and bad. Up to <c>Good</c> a figure is good, up to <c>Visible</c> visible, above it bad.</summary>
internal static class SeamLimits
{
    /// <summary>Jump of the picture, in steps of its own motion. Copied joints measure 0.9 to 1.3; one frame lost makes 2.</summary>
    public static readonly Limit JumpSteps = new(2, 4);

    /// <summary>What counts as a step of motion at least, in 8-bit levels: below it there is coding noise.</summary>
    public const double LeastStep = 0.5;

    /// <summary>A joint makes the same step as the clip itself does there when it differs by no more than this part of it.</summary>
    public const double AsOwnStep = 0.5;

    /// <summary>Less than this part of a step of motion, where something moves, is a frame that stands still.</summary>
    public const double HaltSteps = 0.25;

    /// <summary>Something moves when a usual step is above this, in 8-bit levels.</summary>
    public const double Moving = 0.8;

    /// <summary>Step of a channel's mean, in 8-bit levels. Within a clip neighbours differ by 0.1 to 0.3; a patient eye sees 1.5.</summary>
    public static readonly Limit MeanLevels = new(1.5, 4);

    /// <summary>Change of contrast (spread of brightness), as a part of it.</summary>
    public static readonly Limit Contrast = new(0.04, 0.12);

    /// <summary>Change of saturation (spread of a colour channel), as a part of it.</summary>
    public static readonly Limit Saturation = new(0.06, 0.18);

    /// <summary>Change of sharpness, as a part of it. The key frame that a clip begins with is up to a fifth sharper than what an encoder puts before it.</summary>
    public static readonly Limit Sharpness = new(0.3, 0.8);

    /// <summary>Change of pace, as a part of it: 1 is twice as fast, or half.</summary>
    public static readonly Limit Pace = new(1, 3);

    /// <summary>Step of loudness, in LU. EBU R 128 allows 1 LU of tolerance; viewers complain from 5 on.</summary>
    public static readonly Limit LoudnessLu = new(2, 5);

    /// <summary>A click, by how far the sharpest bend of the sound at the joint lies above the usual there; see <see cref="SampleStep"/>.</summary>
    public static readonly Limit Click = new(SeamThresholds.Click, 4);

    /// <summary>The border between grades.</summary>
    /// <param name="Good">The most that is good.</param>
    /// <param name="Visible">The most that is not bad.</param>
    internal readonly record struct Limit(double Good, double Visible)
    {
        public SeamGrade Grade(double value) => value <= Good ? SeamGrade.Good : value <= Visible ? SeamGrade.Visible : SeamGrade.Bad;
    }
}
