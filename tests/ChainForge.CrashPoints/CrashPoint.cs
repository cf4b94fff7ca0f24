namespace ChainForge.CrashPoints;

/// <summary>
/// The points at which a process may be struck, by name: <c>post.before</c>, <c>post.after</c>, <c>jobid.before</c>, … Every
/// write of the ledger and every call to the outside has one before and one after it.
/// </summary>
internal abstract class CrashPoint
{
    /// <summary>The process has come to a point.</summary>
    public abstract Task ReachAsync(string name);

    /// <summary>A call with a point before it and one after it.</summary>
    /// <param name="name">The call's.</param>
    /// <param name="call">What is called.</param>
    /// <param name="after">Name of the second point; null: the call's, with <c>.after</c>.</param>
    public async Task<T> AroundAsync<T>(string name, Func<Task<T>> call, string? after = null)
    {
        await ReachAsync($"{name}.before");
        var result = await call();
        await ReachAsync(after ?? $"{name}.after");
        return result;
    }
}
