using ChainForge.App.Api;
using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>Jobs beside a run's own, which somebody should look at in the account.</summary>
internal static class AlarmBlock
{
    public static Fragment Of(RunView view)
    {
        var html = new Fragment();
        foreach (var alarm in AlarmView.Of(view.Run))
        {
            html.Add($"<div class=\"cf-reason cf-is-failed\" data-key=\"alarm-{alarm.JobId}\"><p><b>Look at your account:</b> {alarm}</p></div>");
        }

        return html;
    }
}
