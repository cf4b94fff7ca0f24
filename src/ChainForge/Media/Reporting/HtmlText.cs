using System.Globalization;
using System.Net;
using System.Text;

namespace ChainForge.Media;

/// <summary>HTML in the making: whatever is put into it by value is encoded, so no prompt and no file name can be taken for markup.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Markup with values in it.</summary>
    public HtmlText Add(FormattableString markup)
    {
        _text.AppendFormat(CultureInfo.InvariantCulture, markup.Format, [.. markup.GetArguments().Select(Encoded)]);
        return this;
    }

    /// <summary>Markup that was made here.</summary>
    public HtmlText Add(HtmlText markup)
    {
        _text.Append(markup._text);
        return this;
    }

    /// <summary>A text that is markup already.</summary>
    public HtmlText Verbatim(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    // Numbers keep the format that is asked for, which never holds markup.
    private static object? Encoded(object? value) => value switch
    {
        null => "",
        HtmlText markup => markup.ToString(),
        string text => WebUtility.HtmlEncode(text),
        IFormattable number => number,
        _ => WebUtility.HtmlEncode(value.ToString()),
    };
}
