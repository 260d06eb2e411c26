using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>ServerFeatures: what a real server of the version lists, in its order, whether the double has it or not.</summary>
internal sealed class ServerFeaturesMethod(ServerBehaviour behaviour)
{
    private const string BatchAppend = "batchappend";

    private static readonly (string Service, string Methods, string Features)[] Listed =
    [
        ("redaction.redaction", "geteventpositions switchchunks", ""),
        ("persistent_subscriptions.persistentsubscriptions",
            "create update delete read getinfo replayparked list restartsubsystem", "stream all"),
        ("users.users", "create update delete disable enable details changepassword resetpassword", ""),
        ("streams.streams", "read", "position events"),
        ("streams.streams", "append delete tombstone", ""),
        ("streams.streams", BatchAppend, "deadline_duration"),
        ("operations.operations",
            "startscavenge stopscavenge shutdown mergeindexes resignnode setnodepriority restartpersistentsubscriptions", ""),
        ("gossip.gossip", "read", ""),
        ("monitoring.monitoring", "stats", ""),
        ("server_features.serverfeatures", "getsupportedmethods", ""),
    ];

    public async Task RunAsync(GrpcCall call)
    {
        await call.ReadOneAsync(Empty.Parser);
        call.Write(new SupportedMethods { Methods = { Methods() }, EventStoreServerVersion = behaviour.ServerVersion });
        await call.FlushAsync();
    }

    private IEnumerable<SupportedMethod> Methods() =>
        from listed in Listed
        from method in listed.Methods.Split(' ')
        where method != BatchAppend || behaviour.HasBatchAppend
        select new SupportedMethod
        {
            MethodName = method,
            ServiceName = "event_store.client." + listed.Service,
            Features = { listed.Features.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        };
}
