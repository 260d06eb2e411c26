using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>What goes wrong inside the servers, by the hooks that they have. Chances are drawn from a seed.</summary>
internal sealed class ServerTroubles(ServerBehaviour behaviour, int seed)
{
    private static readonly AppendRefusal[] Refusals = Enum.GetValues<AppendRefusal>();

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>Some appends break their call, before they are written or after.</summary>
    public void BreakCalls()
    {
        behaviour.BeforeCommit = _ => OneIn(6) ? throw new IOException("Broken before the commit.") : Task.CompletedTask;
        behaviour.AfterCommit = _ => OneIn(6) ? throw new IOException("Broken after the commit.") : Task.CompletedTask;
    }

    /// <summary>Some appends are refused before they are written, or said not to be known of after.</summary>
    public void Refuse()
    {
        behaviour.BeforeCommit = append =>
        {
            if (OneIn(4))
            {
                append.AnswerWith(Refusals[Draw(Refusals.Length)]);
            }

            return Task.CompletedTask;
        };
        behaviour.AfterCommit = append =>
        {
            if (OneIn(4))
            {
                append.AnswerWith(AppendRefusal.Timeout);
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Some appends are written late, a few of them after everybody has given them up.</summary>
    public void CommitLate(TimeSpan patience)
    {
        behaviour.BeforeCommit = _ => OneIn(3) ? Task.Delay(OneIn(8) ? patience * 1.2 : TimeSpan.FromMilliseconds(Draw(25))) : Task.CompletedTask;
    }

    public void AnswerLate() => behaviour.DelaysAnswers = TimeSpan.FromMilliseconds(15);

    public void Heal() => (behaviour.BeforeCommit, behaviour.AfterCommit, behaviour.DelaysAnswers) = (null, null, null);

    private bool OneIn(int chances) => Draw(chances) == 0;

    private int Draw(int below)
    {
        lock (_gate)
        {
            return _random.Next(below);
        }
    }
}
