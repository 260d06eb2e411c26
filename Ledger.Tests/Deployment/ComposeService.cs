namespace Ledger.Tests.Deployment;

/// <summary>A service of a Compose file.</summary>
internal sealed class ComposeService(string name, Dictionary<object, object> node)
{
    public string Name => name;

    /// <summary><see langword="null"/> where it is built.</summary>
    public string? Image => node.GetValueOrDefault("image") as string;

    public string? Build => node.GetValueOrDefault("build") as string;

    public string? Restart => node.GetValueOrDefault("restart") as string;

    public IReadOnlyDictionary<string, string> Environment { get; } =
        ComposeFile.Map(node, "environment").ToDictionary(each => (string)each.Key, each => (string)each.Value, StringComparer.Ordinal);

    /// <summary>The port of a node of EventStoreDB.</summary>
    public int NodePort => int.Parse(Environment["EVENTSTORE_NODE_PORT"]);

    /// <summary>The services that it waits for, each with the condition.</summary>
    public IReadOnlyDictionary<string, string> DependsOn { get; } = ComposeFile.Map(node, "depends_on")
        .ToDictionary(each => (string)each.Key, each => (string)((Dictionary<object, object>)each.Value)["condition"], StringComparer.Ordinal);

    /// <summary>What its health check runs; empty where it has none.</summary>
    public IReadOnlyList<string> HealthCheck => ComposeFile.Texts(ComposeFile.Map(node, "healthcheck"), "test");

    public IReadOnlyList<PublishedPort> Ports => [.. ComposeFile.Texts(node, "ports").Select(PublishedPort.Parse)];

    /// <summary>The named volumes, each with the directory where it is mounted.</summary>
    public IReadOnlyList<(string Volume, string Directory)> Volumes =>
        [.. ComposeFile.Texts(node, "volumes").Select(text => text.Split(':')).Select(parts => (parts[0], parts[1]))];

    public override string ToString() => name;
}

/// <summary>A port of a container as the machine has it.</summary>
internal sealed record PublishedPort(string Address, int Port, int InContainer)
{
    /// <summary>Takes only the form that names the address, since the shorter ones publish to every network.</summary>
    public static PublishedPort Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3
            ? new(parts[0], int.Parse(parts[1]), int.Parse(parts[2]))
            : throw new FormatException($"'{text}' does not say on which address the port is published.");
    }
}
