namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>stitch:</c>. Its transition is for the cuts that say nothing themselves: <see cref="TransitionReader"/> reads that.</summary>
internal static class StitchReader
{
    private static readonly AmountReader Strength = new("colourStrength", "", 0, 1, "0.5");
    private static readonly AmountReader Volume = new("musicVolume", "dB", -30, 12, "-6dB");

    public static Block? Open(Block chain) => chain.BlockAt("stitch", BlockShape.Stitch, "write `colour: match` or `audio: cut` below it");

    public static StitchSettings Read(Block? block)
    {
        if (block is null)
        {
            return new StitchSettings();
        }

        var settings = new StitchSettings
        {
            Colour = ChoiceReader.Read<ColourSetting>(block, "colour") ?? default,
            ColourStrength = Strength.Read(block) ?? 1,
            Audio = ChoiceReader.Read<AudioSetting>(block, "audio") ?? default,
            Loudness = ChoiceReader.Read<LoudnessSetting>(block, "loudness") ?? default,
            Music = block.ScalarAt("music") is { } music ? MediaReader.ReadLocal(music, "music", MediaKind.Music, block.Context) : null,
            MusicVolume = Volume.Read(block) ?? 0,
            Quality = ChoiceReader.Read<QualitySetting>(block, "quality") ?? default,
        };
        Needs(block, "colourStrength", settings.Colour == ColourSetting.Match, "`colour: match`");
        Needs(block, "musicVolume", block.Has("music"), "`music`");
        Needs(block, "transitionLength", block.Has("transition"), "`transition`");
        return settings;
    }

    private static void Needs(Block block, string key, bool isThere, string other)
    {
        if (block.Has(key) && !isThere)
        {
            block.Add(block.PlaceOf(key), $"`{key}` does nothing without {other}: add it, or remove `{key}`");
        }
    }
}
