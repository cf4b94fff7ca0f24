using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>Why a run stands still.</summary>
internal static class ReasonBlock
{
    public static Fragment Of(RunView view) => view.Summary.Reason is { } reason
        ? Fragment.Of($"<div class=\"cf-reason cf-is-{view.Summary.State}\"><p>{reason}</p></div>")
        : new Fragment();
}
