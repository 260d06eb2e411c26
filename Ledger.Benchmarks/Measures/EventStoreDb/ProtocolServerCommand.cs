using System.CommandLine;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Benchmarks.Measures.EventStoreDb;

/// <summary>Serves EventStoreDB's protocol from memory until its input ends, so that the client is measured in a process of its own.</summary>
internal static class ProtocolServerCommand
{
    public const string Name = "eventstoredb-server";

    public static Command Create()
    {
        var command = new Command(Name, "Serves EventStoreDB's protocol from memory, until its input ends. It keeps nothing.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var cluster = await ProtocolCluster.StartAsync();
            Console.WriteLine(cluster.ConnectionString);
            await Console.In.ReadToEndAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
