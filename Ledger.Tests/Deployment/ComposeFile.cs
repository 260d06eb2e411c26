using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Ledger.Tests.Deployment;

/// <summary>A Compose file as Compose reads it: merge keys applied, variables resolved.</summary>
internal sealed class ComposeFile
{
    public const string Single = "docker-compose.yml";
    public const string Cluster = "docker-compose.cluster.yml";

    private readonly Dictionary<object, object> _root;

    private ComposeFile(Dictionary<object, object> root)
    {
        _root = root;
        Services = [.. Map(root, "services").Select(each => new ComposeService((string)each.Key, (Dictionary<object, object>)each.Value))];
    }

    /// <summary>The ones that the repository has.</summary>
    public static TheoryData<string> Names => [Single, Cluster];

    public IReadOnlyList<ComposeService> Services { get; }

    public IReadOnlyList<string> Volumes => [.. Map(_root, "volumes").Keys.Cast<string>()];

    public ComposeService Api => Services.Single(service => service.Name == "api");

    public ComposeService Postgres => Services.Single(service => service.Name == "postgres");

    public IReadOnlyList<ComposeService> Nodes =>
        [.. Services.Where(service => service.Image?.Contains("eventstore", StringComparison.Ordinal) == true)];

    /// <summary>Where the ledger is told that EventStoreDB is.</summary>
    public IReadOnlyList<(string Host, int Port)> EventStores => Addresses.OfEventStore(Api.Environment["Ledger__EventStore"]);

    /// <summary>Where the ledger is told that PostgreSQL is.</summary>
    public (string Host, int Port) ReadModels => Addresses.OfPostgres(Api.Environment["Ledger__ReadModels"]);

    public static ComposeFile Read(string file, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
        var root = new DeserializerBuilder().Build().Deserialize<object>(new MergingParser(new Parser(new StringReader(RepositoryFiles.Read(file)))));
        return new((Dictionary<object, object>)Resolved(root, variables));
    }

    public static Dictionary<object, object> Map(Dictionary<object, object> parent, string key) =>
        parent.TryGetValue(key, out var value) ? (Dictionary<object, object>)value : [];

    public static IReadOnlyList<string> Texts(Dictionary<object, object> parent, string key) =>
        parent.TryGetValue(key, out var value) ? [.. ((List<object>)value).Cast<string>()] : [];

    private static object Resolved(object node, Dictionary<string, string> variables) => node switch
    {
        string text => Interpolation.Resolve(text, variables),
        List<object> list => list.ConvertAll(each => Resolved(each, variables)),
        Dictionary<object, object> map => map.ToDictionary(each => each.Key, each => Resolved(each.Value, variables)),
        // A key without a value, such as a volume's.
        _ => string.Empty,
    };
}
