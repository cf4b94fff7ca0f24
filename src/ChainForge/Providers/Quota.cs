namespace ChainForge.Providers;

/// <summary>The account's credits this month.</summary>
/// <param name="Used">Credits used.</param>
/// <param name="Limit">Credits of the plan.</param>
public sealed record Quota(decimal Used, decimal Limit)
{
    /// <summary>Credits left.</summary>
    public decimal Left => Limit - Used;
}
