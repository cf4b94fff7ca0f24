using ChainForge.App.Dashboard.Markup;
using ChainForge.App.Dashboard.Reading;

namespace ChainForge.App.Dashboard.Blocks;

/// <summary>The chain files of the pipelines folder: the refused ones with their problems, then what became of the others.</summary>
internal static class FileBlock
{
    public static Fragment Refused(IReadOnlyList<PipelineFile> files)
    {
        var html = new Fragment();
        foreach (var file in files.Where(file => file.Fate == FileFate.Refused))
        {
            html.Add($"<article class=\"cf-card cf-refused\" data-key=\"file-{file.Name}\"><header>{StateBlock.Badge("refused")}<h3>{file.Name}</h3>");
            html.Add($"<span class=\"cf-quiet\">{Count(file.Problems.Count)}, nothing is spent; save the file again and it is looked at again</span></header>");
            html.Add($"<pre class=\"cf-problems\">{string.Join('\n', file.Problems)}</pre></article>");
        }

        return html;
    }

    public static Fragment Others(ChainsView view)
    {
        var html = new Fragment();
        var others = view.Files.Where(file => file.Fate != FileFate.Refused).ToList();
        if (others.Count == 0)
        {
            return html;
        }

        html.Add($"<section class=\"cf-files\" data-key=\"files\"><h4>Files in <code>{view.Folder}</code></h4><ul>");
        foreach (var file in others)
        {
            html.Add($"<li data-key=\"file-{file.Name}\"><code>{file.Name}</code> {FateOf(file, view.Links)}</li>");
        }

        return html.Add($"</ul></section>");
    }

    private static Fragment FateOf(PipelineFile file, Links links) => file.Fate switch
    {
        FileFate.Made => Fragment.Of($"<span>is run <a href=\"{links.Run(file.RunId!)}\">{file.RunId}</a>; change the file to have it made anew</span>"),
        FileFate.Example => Fragment.Of($"<span>is an example as shipped and is left alone; change or copy it to have it made</span>"),
        _ => Fragment.Of($"<span>is about to be taken in</span>"),
    };

    private static string Count(int problems) => problems == 1 ? "1 problem" : $"{problems} problems";
}
