namespace ChainForge.Runs;

/// <summary>What an attempt asked for, as it may be written down: pictures and videos by where they came from, never by address.</summary>
/// <param name="Model">The model.</param>
/// <param name="AspectRatio">The aspect ratio.</param>
/// <param name="Seconds">Length in seconds.</param>
/// <param name="StartsFrom">For a person: <c>the prompt alone</c>, <c>last frame of job …</c>, <c>images/harbour.png</c>, …</param>
/// <param name="Fingerprint">SHA-256 of the whole request, addresses included, to prove later what was sent.</param>
public sealed record AskedFor(string Model, string AspectRatio, int Seconds, string StartsFrom, string Fingerprint);
