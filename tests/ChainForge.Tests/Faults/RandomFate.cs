using ChainForge.Providers;
using ChainForge.Tests.Runs;

namespace ChainForge.Tests.Faults;

/// <summary>How a job ends, other than well.</summary>
internal static class RandomFate
{
    public const string Free = "fails free";

    public static readonly IReadOnlyList<string> All =
        [Free, Free, "fails without a price", "fails billed", "fails without a price, ends well", "cleaned", "unknown for a while", "unknown for ever", "never heard of"];

    private static readonly TimeSpan ForAWhile = TimeSpan.FromMinutes(4);

    /// <param name="fate">One of <see cref="All"/>, or none of them: it ends well.</param>
    /// <param name="job">The job.</param>
    /// <param name="age">How long ago it was made.</param>
    /// <param name="done">How long it takes.</param>
    /// <returns>How it stands; null when it is as far as the clock says.</returns>
    public static JobAnswer? Of(string? fate, ScriptedJob job, TimeSpan age, TimeSpan done) => fate switch
    {
        "unknown for a while" when age < ForAWhile && (int)age.TotalMinutes % 2 == 0 => NotFound(),
        "unknown for ever" when age > done / 2 => NotFound(),
        _ when age < done => null,
        Free => Failed(0),
        "fails without a price" => Failed(null),
        "fails billed" => Failed(job.Credits),
        "fails without a price, ends well" when age < done + ForAWhile => Failed(null),
        "cleaned" => new JobAnswer.Cleaned(),
        "never heard of" => new JobAnswer.UnknownStatus("dreaming"),
        _ => null,
    };

    private static JobAnswer.Failed Failed(decimal? credits) => new(new ProviderFailure(ProviderFailureKind.GenerationFailed, "internal error", "5000"), credits);

    private static JobAnswer.NotFound NotFound() => new(new ProviderFailure(ProviderFailureKind.NotFound, "404"));
}
