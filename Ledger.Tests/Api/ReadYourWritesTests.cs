using System.Data.Common;
using Dapper;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Transactions;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Projections;
using Ledger.Tests.Projections.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Api;

public sealed class ReadYourWritesTests
{
    [Fact]
    public async Task A_row_that_was_read_just_before_its_change_was_projected_is_not_taken_for_the_newest()
    {
        using var lab = new AuditLab();
        await lab.OpenAsync("a", AccountLab.Euro);
        var (deposit, stream) = (Guid.CreateVersion7(), new StreamName(Account.StreamOf("a")));
        await lab.ExecuteAsync("a", new(new DepositFunds(deposit, new(100, AccountLab.Euro), null, new()), "c", "tester", deposit));
        using var host = new ProjectionHost(
            lab.Events,
            EventSerializer.Default,
            [.. ProjectionLab.Projections().Select(projection => new ProjectionRunner(
                projection, lab.ReadModels, ProjectionLab.LedgerId, TimeProvider.System, NullLogger.Instance))],
            LedgerStreams.All,
            TimeProvider.System,
            NullLogger.Instance);
        await host.StartAsync(CancellationToken.None);
        var acknowledged = new Acknowledged();
        await AcknowledgeAsync();

        var between = new StoreWithAPause(lab.ReadModels, async () =>
        {
            var id = Guid.CreateVersion7();
            await lab.ExecuteAsync("a", new(
                new ReverseTransaction(id, deposit, true, new(100, AccountLab.Euro), new()), "c", "tester", id, Claim: TransactionKeys.ClaimOf(stream, "reversal", deposit)));
            await AcknowledgeAsync();
        });
        var reads = new TransactionReads(new(host, acknowledged, new(ProjectionLab.LedgerId)), new(between));

        (await reads.RowAsync(deposit.ToString(), new DefaultHttpContext())).Status.Should().Be(TransactionWords.Reversed);

        await host.StopAsync(CancellationToken.None);

        // The client was told, and the read model has it.
        async Task AcknowledgeAsync()
        {
            var tail = await lab.Events.ReadTailAsync(CancellationToken.None);
            acknowledged.Add("a", tail, () => Position.Start);
            (await host[TransactionsProjection.Name].Progress.WaitForAsync(tail, TimeSpan.FromSeconds(30), CancellationToken.None)).Should().BeTrue();
        }
    }

    /// <summary>Its first query sees the rows as they were before something happened, and is answered after it.</summary>
    private sealed class StoreWithAPause(IReadModelStore inner, Func<Task> happens) : IReadModelStore
    {
        private Func<Task>? _happens = happens;

        public IGenerationStore Generations => throw new NotSupportedException();

        public ITermIndex Terms => throw new NotSupportedException();

        public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            var connection = await inner.OpenAsync(cancellationToken);
            if (Interlocked.Exchange(ref _happens, null) is { } happens)
            {
                // One of its own: what is left open in it is not to come back from the pool.
                var ownString = new SqliteConnectionStringBuilder(connection.ConnectionString) { Pooling = false }.ToString();
                await connection.DisposeAsync();
                connection = new SqliteConnection(ownString);
                await connection.OpenAsync(cancellationToken);
                await connection.ExecuteAsync("BEGIN DEFERRED");
                await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM transactions");
                await happens();
            }

            return connection;
        }

        public Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> CommitAsync(
            ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task ReportAsync(ProjectionSchema schema, ProjectionFailure? failure, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ProjectionFailure?> FindFailureAsync(ProjectionSchema schema, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IProjectorLock?> TryLeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
