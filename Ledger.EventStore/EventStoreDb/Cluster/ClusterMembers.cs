using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>Asks the nodes who is in their cluster.</summary>
internal sealed class ClusterMembers(EventStoreDbSettings settings, Func<Endpoint, Node> nodeAt)
{
    private volatile IReadOnlyList<Endpoint> _known = [];

    /// <summary>Asks for the members of the cluster, whoever answers first.</summary>
    /// <exception cref="StoreUnavailableException">Nobody answers.</exception>
    public async Task<IReadOnlyList<Member>> ReadAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var endpoint in Candidates())
        {
            try
            {
                var members = await Gossip.ReadAsync(nodeAt(endpoint), settings.GossipTimeout, cancellationToken);
                if (settings.Discover)
                {
                    _known = [.. members.Select(member => member.Endpoint)];
                }

                return members;
            }
            catch (Exception e) when (Faults.IsDenied(e))
            {
                // Every node knows the same users.
                throw Faults.Unreachable(nodeAt(endpoint), e);
            }
            catch (Exception e) when (Faults.IsOfTheCall(e))
            {
                faults.Add($"{endpoint}: {Faults.Words(e)}");
            }
        }

        throw new StoreUnavailableException($"No node of EventStoreDB answers. {string.Join("; ", faults)}");
    }

    /// <summary>Those who answered last, then the seeds, in any order, so that a thousand clients do not all ask the same.</summary>
    private IEnumerable<Endpoint> Candidates()
    {
        var (known, seeds) = (_known.ToArray(), settings.Seeds.ToArray());
        Random.Shared.Shuffle(known);
        Random.Shared.Shuffle(seeds);
        return known.Concat(seeds).Distinct();
    }
}
