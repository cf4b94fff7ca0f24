namespace ChainForge.Runs;

/// <summary>A second job that an answer, or a call that knows the attempt's token, named for an attempt.</summary>
/// <param name="JobId">The provider's id.</param>
/// <param name="MayBeBilled">Whether it is no other attempt's job: then it may be on the bill, and its credits stay reserved.</param>
public sealed record OtherJob(string JobId, bool MayBeBilled);
