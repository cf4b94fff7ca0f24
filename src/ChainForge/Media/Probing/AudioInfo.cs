namespace ChainForge.Media;

/// <summary>The sound of a clip.</summary>
/// <param name="Codec">For example <c>aac</c>.</param>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Channels">1 is mono.</param>
/// <param name="Start">When it starts on the clip's own clock; the picture starts at <see cref="ClipInfo.VideoStart"/>.</param>
/// <param name="Duration">How long it lasts.</param>
public sealed record AudioInfo(string Codec, int SampleRate, int Channels, TimeSpan Start, TimeSpan Duration);
