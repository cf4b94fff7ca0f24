using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>Where a run stands: its badge, its times, its credits.</summary>
internal static class StateBlock
{
    public static Fragment Badge(string state) => Fragment.Of($"<span class=\"cf-badge cf-is-{state}\">{state}</span>");

    public static Fragment Times(RunView view)
    {
        var took = view.Run.EndedAt is null ? $"for {Words.Length(view.Took)}" : $"took {Words.Length(view.Took)}";
        return Fragment.Of($"<span class=\"cf-quiet\" title=\"{Words.Moment(view.Run.StartedAt)}\">started {Words.Ago(view.Age)} · {took}</span>");
    }

    public static Fragment Credits(RunView view)
    {
        var credits = view.Summary.Credits;
        var spent = Percent(credits.Spent, credits.Max);
        var html = Fragment.Of($"<div class=\"cf-credits\"><span class=\"cf-figure\"><b>{credits.Spent:0.##}</b>");
        html.AddIf(credits.Reserved > 0, $" + {credits.Reserved:0.##} reserved");
        html.Add($" of {credits.Max:0.##} credits</span><span class=\"cf-meter\" title=\"{credits.Spent:0.##} spent, {credits.Reserved:0.##} reserved, {credits.Max:0.##} at most\">");
        html.Add($"<i class=\"cf-spent\" style=\"width:{spent:0.#}%\"></i>");
        return html.Add($"<i class=\"cf-reserved\" style=\"width:{Math.Min(100 - spent, Percent(credits.Reserved, credits.Max)):0.#}%\"></i></span></div>");
    }

    private static decimal Percent(decimal part, decimal whole) => whole <= 0 ? 0 : Math.Clamp(100 * part / whole, 0, 100);
}
