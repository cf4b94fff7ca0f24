namespace ChainForge.Media;

/// <summary>Every number that the seam analysis decides by. Distances are those of <see cref="SmallFrame.DistanceTo"/>.</summary>
internal static class SeamThresholds
{
    /// <summary>Below this distance a step, nothing moves: there is no yardstick, and the hand-over's own rule holds.</summary>
    public const double StillStep = 1.5e-4;

    /// <summary>Frames this close (in steps) are one picture. Measured: copies lie 0.01 to 0.26 apart, those of bad encoders 0.68, the next frame 0.41 to 2.5.</summary>
    public const double SamePicture = 0.35;

    /// <summary>Leading frames this close (in steps) are one frame that is held.</summary>
    public const double HeldFrame = 0.15;

    /// <summary>What was held sets off with at least this part of a step.</summary>
    public const double SetOff = 0.5;

    /// <summary>
    /// And with so many times what stirred while it was held. Distances grow with the square of the motion: where it sets off evenly
    /// accelerated, the second step is nine times the first.
    /// </summary>
    public const double SetOffGrowth = 12;

    /// <summary>So many steps away from everything: another picture.</summary>
    public const double UnrelatedSteps = 20;

    /// <summary>A copy that went through blur, noise and another encoder stays below this; other pictures lie far above.</summary>
    public const double UnrelatedAtLeast = 0.06;

    /// <summary>Unrelated whatever the motion: the pictures have next to nothing in common.</summary>
    public const double UnrelatedAnyway = 0.9;

    /// <summary>More repeated frames than this are not believed.</summary>
    public const int MostRepeated = 3;

    /// <summary>An answer this much cheaper than the next, relative to it, is certain (confidence 1).</summary>
    public const double CertainMargin = 0.3;

    /// <summary>Below this confidence the hand-over's rule holds. Measured on 1,040 joints: higher borders only lose right answers.</summary>
    public const double LeastConfidence = 0.15;

    /// <summary>Weight of an even difference between copy and original (blur, another encoder) against one of motion.</summary>
    public const double DistortionWeight = 0.3;

    /// <summary>Weight of a change of pace at the joint.</summary>
    public const double PaceWeight = 0.2;

    /// <summary>How much better another answer than the hand-over's rule must fit.</summary>
    public const double RuleWeight = 0.05;

    /// <summary>A channel with less spread than this, in levels, tells its offset but not its gain.</summary>
    public const double FlatChannel = 2.5;

    /// <summary>A fit that moves no usual value by more levels than this is measuring noise.</summary>
    public const double ColourNoise = 0.25;

    /// <summary>
    /// A channel whose spread changes by no more levels than this was not changed by the generator: a key frame has so much more contrast than
    /// the last frame of the same clip. Measured up to 0.5 at x264's crf 23.
    /// </summary>
    public const double SpreadNoise = 0.5;

    /// <summary>A smaller step of loudness at a joint, in LU, is not heard as one: the tolerance of EBU R128.</summary>
    public const double LoudnessStep = 1;

    /// <summary>A step of loudness is one of the joint's own when it is a quarter larger than the largest within the clips.</summary>
    public static bool IsUnusualLoudness(double step, double usual) => Math.Abs(step) >= 1.25 * usual;

    /// <summary>
    /// How far the largest second difference of samples at a joint may lie above the 99.9th percentile around it. Measured: noise
    /// without any joint reaches 1.4 by chance, a hard cut through a tone 30 and more.
    /// </summary>
    public const double Click = 1.5;

    /// <summary>A second difference below this (full scale 1, about -80 dB) is not heard, however quiet it is around it.</summary>
    public const double InaudibleClick = 1e-4;

    /// <summary>A step that moves no usual value by more levels than this is not seen. Measured with heavy grain: fits are up to 0.7 wrong.</summary>
    public const double ColourStep = 1;

    /// <summary>
    /// A clip is drifted when its usual values lie farther from the first clip's than this, in levels: over many joints the errors of
    /// the fits add up as a random walk does.
    /// </summary>
    public static double Drifted(int hops) => ColourStep * Math.Sqrt(Math.Max(1, hops));

    /// <summary>A frame has another look than its neighbour when it differs by more levels than this.</summary>
    public const double OddLook = 1.5;

    /// <summary>And from one side to the other so many times more than the ordinary ones beside it do among each other.</summary>
    public const double OddLookJump = 3;

    /// <summary>The same in terms of what neighbours usually differ by.</summary>
    public const double OddLookSteps = 5;
}
