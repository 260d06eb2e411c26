using System.Text.Json;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>One exchange with a real node.</summary>
/// <param name="Method">The path of the request.</param>
/// <param name="RequestMessages">Protobuf bytes; <see langword="null"/> for one that was too large to keep.</param>
/// <param name="ResponseHeaders">Those that say something; of every answer they are left out.</param>
/// <param name="ResponseMessages">Protobuf bytes.</param>
/// <param name="Ended">How: by the server, or by the client after the last message.</param>
public sealed record Recording(
    string Name,
    string About,
    string Method,
    IReadOnlyList<byte[]?> RequestMessages,
    int HttpStatus,
    IReadOnlyDictionary<string, string> ResponseHeaders,
    IReadOnlyList<byte[]> ResponseMessages,
    IReadOnlyDictionary<string, string> Trailers,
    string Ended)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "EventStore", "EventStoreDb", "Recordings");

    /// <summary>Of every recording there is, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Whether the client broke the call off, since the server would not have ended it.</summary>
    public bool IsCancelledByClient => Ended.StartsWith("client-cancelled", StringComparison.Ordinal);

    public static Recording Load(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        var root = json.RootElement;
        return new(
            name,
            root.GetProperty("about").GetString()!,
            root.GetProperty("method").GetString()!,
            [.. Messages(root, "requestMessages")],
            root.GetProperty("httpStatus").GetInt32(),
            Headers(root, "responseHeaders"),
            [.. Messages(root, "responseMessages").OfType<byte[]>()],
            Headers(root, "trailers"),
            root.GetProperty("ended").GetString()!);
    }

    private static IEnumerable<byte[]?> Messages(JsonElement root, string property) =>
        from message in root.GetProperty(property).EnumerateArray()
        let hex = message.GetProperty("hex").GetString()!
        select hex.StartsWith('(') ? null : Convert.FromHexString(hex);

    private static Dictionary<string, string> Headers(JsonElement root, string property) =>
        root.GetProperty(property).EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.Ordinal);
}
