namespace PictorySimulator.Endpoints;

/// <summary>Where an upload and its promised content type lie.</summary>
internal static class UploadedFile
{
    public static string TypePath(Simulation simulation, string key) => Folder(simulation, key) + "/content-type";

    public static string DataPath(Simulation simulation, string key) => Folder(simulation, key) + "/data";

    // Only the generated half of a key names a folder; the client's file name never touches the disk.
    private static string Folder(Simulation simulation, string key) =>
        Path.Combine(simulation.Uploads, Guid.Parse(key.Split('/')[0]).ToString("N"));
}
