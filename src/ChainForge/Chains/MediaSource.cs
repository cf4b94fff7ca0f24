using System.Text;

namespace ChainForge.Chains;

/// <summary>A picture or video that a chain names: a local file or an https address, exactly one of the two.</summary>
/// <param name="Path">Full path of a local file, to be uploaded before it is used.</param>
/// <param name="Url">Public address, handed to the provider as it is.</param>
public sealed record MediaSource(string? Path, Uri? Url)
{
    /// <summary>The address without user and query, which may sign it; null: it is a file.</summary>
    public string? BareAddress() => Url?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Path ?? BareAddress());
        return true;
    }
}
