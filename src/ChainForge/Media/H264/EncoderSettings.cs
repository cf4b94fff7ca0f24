using System.Text;

namespace ChainForge.Media;

/// <summary>The settings that x264 writes into a clip's first frame.</summary>
internal static class EncoderSettings
{
    private const string Head = "x264 - core";
    private const string Options = "options: ";

    // What shapes the parameter sets; the rest is the encoder's own business. The offset is told as it came out, the share of x264's
    // psychovisual tuning included: that must not be added once more.
    private static readonly string[] Shaping = ["cabac", "ref", "8x8dct", "bframes", "b_pyramid", "weightb", "weightp", "chroma_qp_offset"];
    private const string Untuned = "psy=0";

    /// <summary>The settings, or null when the clip says nothing of x264.</summary>
    public static IReadOnlyDictionary<string, string>? Read(IEnumerable<NalUnit> firstFrame)
    {
        foreach (var sei in firstFrame.Where(unit => unit.Type == NalUnit.Sei))
        {
            var text = Encoding.Latin1.GetString(sei.Payload());
            var at = text.IndexOf(Options, StringComparison.Ordinal);
            if (!text.Contains(Head, StringComparison.Ordinal) || at < 0)
            {
                continue;
            }

            return text[(at + Options.Length)..].TrimEnd('\0', '\u0080').Split(' ')
                .Select(option => option.Split('=', 2)).Where(pair => pair.Length == 2)
                .GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.First()[1]);
        }

        return null;
    }

    /// <summary>The parameters with which x264 makes the same parameter sets again; null when its rate control does not allow it.</summary>
    /// <param name="settings">From <see cref="Read"/>.</param>
    public static (string Crf, string Parameters)? Again(IReadOnlyDictionary<string, string> settings)
    {
        // The first QP in the picture parameter set is the whole number of the crf.
        if (settings.GetValueOrDefault("rc") != "crf" || !settings.TryGetValue("crf", out var crf))
        {
            return null;
        }

        var kept = Shaping.Where(settings.ContainsKey).Select(name => $"{name}={settings[name].Replace(':', ',')}");
        return (((int)double.Parse(crf, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(':', kept.Append(Untuned)));
    }
}
