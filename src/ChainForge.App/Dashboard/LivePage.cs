using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;
using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;

namespace ChainForge.App.Dashboard;

/// <summary>A page inside Hangfire's layout that keeps itself up to date: its script fetches the body alone (<c>?fragment=1</c>) and takes over what differs.</summary>
internal abstract class LivePage : RazorPage
{
    public sealed override void Execute()
    {
        var body = Body();
        if (Query("fragment") is null)
        {
            Layout = new LayoutPage(Title);
            WriteLiteral($"<div id=\"cf-live\" class=\"cf\" aria-busy=\"false\">{body}</div>");
        }
        else
        {
            WriteLiteral(body.ToString());
        }
    }

    protected abstract string Title { get; }

    protected abstract Fragment Body();

    /// <summary>What was read for this request.</summary>
    protected T Read<T>()
        where T : class => ReadBeforeDrawing.Get<T>(Context.GetHttpContext());
}
