using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;
using ChainForge.Runs;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>Tells that new submits are held back, why, and lets a person allow them again.</summary>
internal static class BreakerBlock
{
    public static Fragment Of(ChainsView view)
    {
        var html = new Fragment();
        if (view.Breaker.OpenUntil is not { } until)
        {
            return html;
        }

        html.Add($"<section class=\"cf-card cf-breaker cf-is-parked\" data-key=\"breaker\"><h3>Nothing new is submitted until {until.UtcDateTime:HH:mm} UTC</h3>");
        html.Add($"<p>{SubmitBreaker.Threshold} paid requests within {SubmitBreaker.Within.TotalMinutes:0} minutes were sent without an answer that could be read. What is under way is asked for and fetched as always.</p><ul>");
        foreach (var outcome in view.Breaker.Outcomes)
        {
            html.Add($"<li><a href=\"{view.Links.Run(outcome.RunId)}\">{outcome.RunId}</a> <span class=\"cf-quiet\">{outcome.At.UtcDateTime:HH:mm:ss} {outcome.Text}</span></li>");
        }

        html.Add($"</ul><p class=\"cf-do\"><button type=\"button\" class=\"cf-button\" data-post=\"{view.Links.CloseBreaker}\" data-body=\"{{}}\" ");
        html.Add($"data-confirm=\"Submit again now? Each request that is lost may cost something that nobody can match.\">Submit again now</button></p>");
        return html.Add($"</section>");
    }
}
