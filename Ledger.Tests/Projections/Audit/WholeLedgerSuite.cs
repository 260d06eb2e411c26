using Ledger.Projections.Audit;
using Ledger.Tests.Support;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.Audit;

/// <summary>A ledger with everything that can happen to money, verified over read models of either kind.</summary>
public abstract class WholeLedgerSuite(ReadModelStores stores) : IAsyncDisposable
{
    [Fact]
    public async Task It_passes_and_what_is_spoiled_in_any_table_is_found()
    {
        using var lab = await AuditLab.WithEverythingAsync(project: false);
        var store = await stores.OpenAsync();
        var tail = await lab.Events.ReadTailAsync(TestContext.Current.CancellationToken);
        await lab.ProjectAsync(_ => tail, store);
        (await lab.VerifyAsync(store)).Findings.Should().BeEmpty();

        foreach (var (sql, back, kind) in new[]
        {
            ("UPDATE accounts SET held = held + 1", "UPDATE accounts SET held = held - 1", FindingKinds.AccountRowDiffers),
            ("UPDATE holds SET amount = amount + 1", "UPDATE holds SET amount = amount - 1", FindingKinds.HoldRowDiffers),
            ("UPDATE transactions SET conversion_amount = conversion_amount + 1", "UPDATE transactions SET conversion_amount = conversion_amount - 1", FindingKinds.TransactionRowDiffers),
            ("UPDATE transfers SET is_settled = 1 - is_settled", "UPDATE transfers SET is_settled = 1 - is_settled", FindingKinds.TransferRowDiffers),
        })
        {
            (await stores.ExecuteAsync(LiveTables.OfFirstGeneration(sql))).Should().BePositive("something is to be spoiled");
            (await lab.VerifyAsync(store)).Findings.Should().NotBeEmpty().And.OnlyContain(f => f.Kind == kind, sql);
            await stores.ExecuteAsync(LiveTables.OfFirstGeneration(back));
        }

        (await lab.VerifyAsync(store)).Findings.Should().BeEmpty("all of it was put back");
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class WholeLedgerOnSqliteTests() : WholeLedgerSuite(new SqliteReadModels());

public sealed class WholeLedgerOnPostgresTests() : WholeLedgerSuite(new PostgresReadModels());
