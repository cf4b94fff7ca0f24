using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>The finished video: to play, to download, and as a film strip.</summary>
internal static class VideoBlock
{
    public static Fragment Player(RunView view)
    {
        var html = new Fragment();
        if (view.Run.Video is not { } video)
        {
            return html;
        }

        // data-keep: the refresh never touches it, so it goes on playing.
        html.Add($"<video class=\"cf-video\" data-keep=\"{view.Id}\" controls playsinline preload=\"none\" width=\"{video.Width}\" height=\"{video.Height}\"");
        html.Add($" poster=\"{view.Links.LastFrame(view.Id, 1)}\" src=\"{view.Links.Video(view.Id)}\" aria-label=\"{view.Run.Chain}, the finished video\"></video>");
        return html;
    }

    public static Fragment Strip(RunView view) => Fragment.Of(
        $"<a class=\"cf-strip\" href=\"{view.Links.FilmStrip(view.Id)}\"><img loading=\"lazy\" alt=\"Film strip of {view.Run.Chain}\" src=\"{view.Links.FilmStrip(view.Id)}\"></a>");

    public static Fragment Facts(RunView view)
    {
        var html = new Fragment();
        return view.Run.Video is { } video
            ? html.Add($"<p class=\"cf-facts\"><span class=\"cf-figure\">{video.Seconds:0.00} s · {video.Frames} frames · {video.Width}×{video.Height}</span> <a class=\"cf-button\" href=\"{view.Links.Download(view.Id)}\" download>Download MP4</a></p>")
            : html;
    }
}
