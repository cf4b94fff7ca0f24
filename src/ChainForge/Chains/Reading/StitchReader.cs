namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>stitch:</c>.</summary>
internal static class StitchReader
{
    public static StitchSettings Read(Block chain)
    {
        var block = chain.BlockAt("stitch", BlockShape.Stitch, "write `colour: match` or `audio: cut` below it");
        return block is null
            ? new StitchSettings()
            : new StitchSettings
            {
                Colour = ChoiceReader.Read<ColourSetting>(block, "colour") ?? default,
                Audio = ChoiceReader.Read<AudioSetting>(block, "audio") ?? default,
                Quality = ChoiceReader.Read<QualitySetting>(block, "quality") ?? default,
            };
    }
}
