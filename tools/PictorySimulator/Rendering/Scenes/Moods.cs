namespace PictorySimulator.Rendering.Scenes;

/// <summary>Lights that a prompt can ask for.</summary>
internal static class Moods
{
    public static readonly Scene Dawn = new()
    {
        Zenith = Rgb.Hex(0x2C3E6B),
        Middle = Rgb.Hex(0x9A7AA0),
        Horizon = Rgb.Hex(0xFFBE8A),
        Sun = Rgb.Hex(0xFFDCA8),
        Cloud = Rgb.Hex(0xF0A08C),
        Water = Rgb.Hex(0x26405C),
        Far = Rgb.Hex(0x8A7796),
        Near = Rgb.Hex(0x272A40),
        SunHeight = 0.03f,
        SunGlow = 0.9f,
        CloudCover = 0.42f,
        Stars = 0.15f,
        Haze = 0.6f,
        Waves = 0.35f,
        Windows = 0.5f,
        Lamp = 0,
    };

    public static readonly Scene Morning = new()
    {
        Zenith = Rgb.Hex(0x3F74B5),
        Middle = Rgb.Hex(0x94B9DC),
        Horizon = Rgb.Hex(0xFFE3BC),
        Sun = Rgb.Hex(0xFFF0CC),
        Cloud = Rgb.Hex(0xFFF0E2),
        Water = Rgb.Hex(0x245C80),
        Far = Rgb.Hex(0x90A6BE),
        Near = Rgb.Hex(0x2E4148),
        SunHeight = 0.16f,
        SunGlow = 0.8f,
        CloudCover = 0.45f,
        Haze = 0.5f,
        Waves = 0.5f,
        Windows = 0.1f,
    };

    public static readonly Scene Day = new()
    {
        Zenith = Rgb.Hex(0x2468B8),
        Middle = Rgb.Hex(0x6FA8DE),
        Horizon = Rgb.Hex(0xCFE6F5),
        Sun = Rgb.Hex(0xFFFBEA),
        Cloud = Rgb.Hex(0xFFFFFF),
        Water = Rgb.Hex(0x1B5C88),
        Far = Rgb.Hex(0x86A4BC),
        Near = Rgb.Hex(0x2F4A3C),
        SunHeight = 0.38f,
        SunGlow = 0.5f,
        CloudCover = 0.5f,
        Haze = 0.45f,
        Waves = 0.6f,
    };

    public static readonly Scene Sunset = new()
    {
        Zenith = Rgb.Hex(0x31396F),
        Middle = Rgb.Hex(0xC4617A),
        Horizon = Rgb.Hex(0xFFA54E),
        Sun = Rgb.Hex(0xFFE09A),
        Cloud = Rgb.Hex(0xFF7F5C),
        Water = Rgb.Hex(0x3B3A66),
        Far = Rgb.Hex(0x9A5C70),
        Near = Rgb.Hex(0x2B1F33),
        SunHeight = 0.07f,
        SunGlow = 1.2f,
        CloudCover = 0.5f,
        Haze = 0.5f,
        Waves = 0.45f,
        Windows = 0.6f,
    };

    public static readonly Scene Dusk = new()
    {
        Zenith = Rgb.Hex(0x141B42),
        Middle = Rgb.Hex(0x4B4682),
        Horizon = Rgb.Hex(0xD9806E),
        Sun = Rgb.Hex(0xFFB27A),
        Cloud = Rgb.Hex(0x8E5A86),
        Water = Rgb.Hex(0x1C2750),
        Far = Rgb.Hex(0x564C7C),
        Near = Rgb.Hex(0x171831),
        SunHeight = -0.03f,
        SunGlow = 0.7f,
        CloudCover = 0.45f,
        Stars = 0.45f,
        Haze = 0.5f,
        Waves = 0.4f,
        Windows = 0.9f,
    };

    public static readonly Scene Night = new()
    {
        Zenith = Rgb.Hex(0x050A1E),
        Middle = Rgb.Hex(0x0F2048),
        Horizon = Rgb.Hex(0x2C4C7C),
        Sun = Rgb.Hex(0xE4ECFF),
        Cloud = Rgb.Hex(0x34466E),
        Water = Rgb.Hex(0x0A1836),
        Far = Rgb.Hex(0x1F3258),
        Near = Rgb.Hex(0x070C1C),
        SunHeight = 0.30f,
        SunGlow = 0.35f,
        CloudCover = 0.35f,
        Stars = 1,
        Haze = 0.35f,
        Waves = 0.4f,
        Windows = 1,
    };

    public static readonly Scene Storm = new()
    {
        Zenith = Rgb.Hex(0x20282F),
        Middle = Rgb.Hex(0x3E4B55),
        Horizon = Rgb.Hex(0x8A989C),
        Sun = Rgb.Hex(0xC8D2D0),
        Cloud = Rgb.Hex(0x59646C),
        Water = Rgb.Hex(0x203840),
        Far = Rgb.Hex(0x5A676E),
        Near = Rgb.Hex(0x161D22),
        SunHeight = 0.2f,
        SunGlow = 0.12f,
        CloudCover = 0.95f,
        Haze = 0.7f,
        Waves = 1,
        Windows = 0.8f,
    };

    public static readonly Scene Fog = new()
    {
        Zenith = Rgb.Hex(0x8498A6),
        Middle = Rgb.Hex(0xAEBAC0),
        Horizon = Rgb.Hex(0xDAD9D2),
        Sun = Rgb.Hex(0xFFF6E4),
        Cloud = Rgb.Hex(0xD5D9DA),
        Water = Rgb.Hex(0x728A94),
        Far = Rgb.Hex(0xB8C0C2),
        Near = Rgb.Hex(0x59686E),
        SunHeight = 0.14f,
        SunGlow = 0.5f,
        CloudCover = 0.6f,
        Haze = 1,
        Waves = 0.2f,
        Windows = 0.6f,
    };

    public static readonly Scene Winter = new()
    {
        Zenith = Rgb.Hex(0x6E8FB4),
        Middle = Rgb.Hex(0xA9BFD6),
        Horizon = Rgb.Hex(0xF2E6E2),
        Sun = Rgb.Hex(0xFFF4E6),
        Cloud = Rgb.Hex(0xE9EEF4),
        Water = Rgb.Hex(0x4A7090),
        Far = Rgb.Hex(0xB4C4D6),
        Near = Rgb.Hex(0x55687E),
        SunHeight = 0.12f,
        SunGlow = 0.5f,
        CloudCover = 0.65f,
        Haze = 0.7f,
        Waves = 0.25f,
        Windows = 0.5f,
    };
}
