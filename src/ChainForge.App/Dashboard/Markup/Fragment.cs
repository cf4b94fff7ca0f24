using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChainForge.App.Dashboard.Markup;

/// <summary>HTML under construction. What stands literally in the source is markup, every value put into it is encoded: there is no way to forget it.</summary>
internal sealed class Fragment
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup; values in it are encoded, but for those that are <see cref="Fragment"/> already.</summary>
    public Fragment Add([InterpolatedStringHandlerArgument("")] Encoding markup) => this;

    /// <summary>Adds markup when something holds.</summary>
    public Fragment AddIf(bool holds, [InterpolatedStringHandlerArgument("", nameof(holds))] Encoding markup) => this;

    /// <summary>Makes a piece.</summary>
    public static Fragment Of(Piece markup) => markup.Done;

    public override string ToString() => _text.ToString();

    private void Value(object? value, string? format)
    {
        if (value is Fragment html)
        {
            _text.Append(html._text);
            return;
        }

        var text = value is IFormattable formattable ? formattable.ToString(format, formatProvider: null) : value?.ToString();
        _text.Append(WebUtility.HtmlEncode(text));
    }

    /// <summary>Receives the parts of an interpolated string that is added.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Encoding
    {
        private readonly Fragment _html;

        public Encoding(int literalLength, int formattedCount, Fragment html) => _html = html;

        public Encoding(int literalLength, int formattedCount, Fragment html, bool holds, out bool go)
        {
            _html = html;
            go = holds;
        }

        public void AppendLiteral(string literal) => _html._text.Append(literal);

        public void AppendFormatted<T>(T value, string? format = null) => _html.Value(value, format);
    }

    /// <summary>Receives the parts of an interpolated string that becomes a piece of its own.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Piece
    {
        public Piece(int literalLength, int formattedCount) => Done = new Fragment();

        public Fragment Done { get; }

        public void AppendLiteral(string literal) => Done._text.Append(literal);

        public void AppendFormatted<T>(T value, string? format = null) => Done.Value(value, format);
    }
}
