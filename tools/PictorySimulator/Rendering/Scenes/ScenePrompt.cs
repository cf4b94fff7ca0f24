using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Turns a prompt's words into a scene.</summary>
internal static class ScenePrompt
{
    private static readonly (string Words, Scene Light)[] Lights =
    [
        ("storm|thunder|lightning|gale|tempest|rain|rainy|downpour", Moods.Storm),
        ("fog|mist|misty|foggy|haze", Moods.Fog),
        ("snow|snowy|winter|blizzard|frozen|ice", Moods.Winter),
        ("night|midnight|moon|moonlight|moonlit|stars|starry", Moods.Night),
        ("dusk|twilight|evening|nightfall", Moods.Dusk),
        ("sunset|golden|sundown|desert|dunes", Moods.Sunset),
        ("dawn|sunrise|daybreak|first light", Moods.Dawn),
        ("sun rises|morning", Moods.Morning),
        ("day|noon|midday|sunny|bright|blue sky|afternoon", Moods.Day),
    ];

    public static uint SeedOf(string prompt) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)));

    /// <summary>A scene for a clip that starts from nothing.</summary>
    public static Scene Begin(string prompt)
    {
        var seed = SeedOf(prompt);
        Scene[] anyLight = [Moods.Dawn, Moods.Morning, Moods.Day, Moods.Sunset, Moods.Dusk];
        var light = LightOf(prompt) ?? anyLight[seed % anyLight.Length];
        var land = Has(prompt, "desert|forest|field|meadow|road|valley|prairie|savanna|dunes|garden|village|mountains?")
            && !Has(prompt, "sea|ocean|lake|harbou?r|bay|coast|beach|river|lighthouse|boats?|ships?");
        return WithThings(prompt, light with
        {
            SunX = (Noise.Hash(seed, 1) - 0.5f) * 0.9f,
            Sea = land ? 0 : 1,
            Hills = Has(prompt, "mountains?|alps|peaks?|cliffs?|fjord") ? 1 : 0.25f + (0.4f * Noise.Hash(seed, 2)),
            Rugged = Has(prompt, "mountains?|alps|peaks?|cliffs?|fjord") ? 1 : 0.2f + (0.5f * Noise.Hash(seed, 3)),
        });
    }

    /// <summary>What the scene becomes; place and things stay, light and weather follow the words.</summary>
    public static Scene Continue(Scene before, string prompt)
    {
        var light = LightOf(prompt);
        var next = light is null
            ? before with { SunHeight = before.SunHeight + 0.03f }
            : light with
            {
                SunX = before.SunX,
                Sea = before.Sea,
                Hills = before.Hills,
                Rugged = before.Rugged,
                Lighthouse = before.Lighthouse,
                Lamp = light.Stars > 0.2f || light == Moods.Storm ? before.Lighthouse : before.Lamp,
                City = before.City,
                Boats = before.Boats,
                Birds = before.Birds,
                Pines = before.Pines,
            };
        return WithThings(prompt, next);
    }

    private static Scene WithThings(string prompt, Scene scene)
    {
        var lighthouse = Has(prompt, "lighthouse") ? 1 : scene.Lighthouse;
        var lampOut = Has(prompt, "goes out|switch(es)? off|turns? off|extinguish(es|ed)?");
        return scene with
        {
            Lighthouse = lighthouse,
            Lamp = lampOut ? 0 : Has(prompt, "lighthouse|lamp|beam") ? lighthouse : scene.Lamp,
            City = Has(prompt, "city|skyline|town|skyscrapers?|metropolis|streets?|downtown|tokyo|york|paris|london") ? 1 : scene.City,
            Boats = Has(prompt, "boats?|ships?|sail(s|ing|boats?)?|fishing|fishermen|harbou?r|ferry|regatta") ? 1 : scene.Boats,
            Birds = Has(prompt, "birds?|gulls?|seagulls?|flock|geese|cranes?|swallows?") ? 1 : scene.Birds,
            Pines = Has(prompt, "forest|pines?|trees?|woods?|firs?") ? 1 : scene.Pines,
            Rain = Has(prompt, "rain|rainy|storm|thunder|downpour") ? 1 : scene.Rain,
            Snow = Has(prompt, "snow|snowy|snowing|blizzard") ? 1 : scene.Snow,
        };
    }

    /// <summary>The word that comes first decides.</summary>
    private static Scene? LightOf(string prompt) => Lights
        .Select(l => (l.Light, At: Regex.Match(prompt, $@"\b({l.Words})\b", RegexOptions.IgnoreCase)))
        .Where(l => l.At.Success)
        .OrderBy(l => l.At.Index)
        .Select(l => l.Light)
        .FirstOrDefault();

    private static bool Has(string prompt, string words) =>
        Regex.IsMatch(prompt, $@"\b({words})\b", RegexOptions.IgnoreCase);
}
