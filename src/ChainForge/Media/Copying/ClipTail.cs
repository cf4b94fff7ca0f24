namespace ChainForge.Media;

/// <summary>The last shown frames of a clip behind its clean cut, encoded anew as a group of their own.</summary>
/// <param name="Track">Where they lie.</param>
/// <param name="Config">What their decoder must know.</param>
/// <param name="Sequence">Their sequence parameter set.</param>
/// <param name="Shown">For each in the order of decoding its place in the order of showing.</param>
internal sealed record ClipTail(Mp4Track Track, AvcConfig Config, SequenceParameters Sequence, IReadOnlyList<int> Shown);
