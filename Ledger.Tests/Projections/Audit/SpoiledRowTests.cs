using Ledger.Domain.Accounts;
using Ledger.Projections.Audit;
using Ledger.Tests.Mailboxes;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Whatever is done to the rows of the read models is found, and named.</summary>
public sealed class SpoiledRowTests
{
    public static TheoryData<string, string> Columns
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var table in AuditedTable.All.Where(table => table != AuditedTable.Users))
            {
                foreach (var column in table.Columns)
                {
                    data.Add(table.Name, column);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_row_that_was_changed_by_hand_is_found_whichever_column_it_was(string table, string column)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        var other = column is "stream" ? "account-zz" : column is "id" or "account_id" or "transaction_id" or "match_id" ? "zz" : "1";
        var isKey = column is "id" or "account_id" or "transaction_id" or "match_id" or "stream" || (table is "closings" or "transaction_search" && column is "revision");
        await lab.SpoilRowsAsync($"UPDATE {table} SET {column} = CASE WHEN {column} = @other THEN '2' ELSE @other END WHERE rowid = (SELECT max(rowid) FROM {table})", new { other });

        var report = await lab.VerifyAsync();
        report.Findings.Should().NotBeEmpty().And.OnlyContain(f => f.Kind.Contains("-row-", StringComparison.Ordinal) || f.Kind == FindingKinds.TotalDiffers);
        report.Findings.Should().Contain(f => f.Stream != null && f.Kind.StartsWith(Prefix(table), StringComparison.Ordinal));
        // A row that is another's is missed in one place and too much in the other; of a transfer both accounts have something to say.
        if (table != "transfers" && !isKey)
        {
            report.Findings.Where(f => f.Stream != null).Should().ContainSingle().Which.Should().Match<Finding>(f =>
                f.Kind == Prefix(table) + "differs" && f.Revision != null && f.Detail.Contains(column));
        }

        var account = report.Findings.First(f => f.Stream != null).Stream!["account-".Length..];
        (await lab.VerifyAccountAsync(account)).Findings.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE transactions SET reference = CAST(reference AS BLOB) WHERE rowid = (SELECT max(rowid) FROM transactions WHERE reference IS NOT NULL)")]
    [InlineData("UPDATE transactions SET amount = amount + 0.5 WHERE rowid = (SELECT max(rowid) FROM transactions)")]
    [InlineData("UPDATE transactions SET currency = CAST(currency AS BLOB) WHERE rowid = (SELECT max(rowid) FROM transactions)")]
    [InlineData("UPDATE holds SET description = CAST(description AS BLOB) WHERE rowid = (SELECT max(rowid) FROM holds)")]
    [InlineData("UPDATE transfers SET to_account_id = CAST(to_account_id AS BLOB) WHERE rowid = (SELECT max(rowid) FROM transfers)")]
    public async Task A_value_of_another_type_is_found_though_it_reads_the_same(string sql)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await lab.SpoilRowsAsync(sql);

        (await lab.VerifyAsync()).Findings.Should().Contain(f => f.Stream != null && f.Kind.EndsWith("-row-differs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_of_other_bytes_is_found_though_it_is_shown_alike()
    {
        using var lab = await AuditLab.WithEverythingAsync();
        var id = Guid.CreateVersion7();
        await lab.ExecuteAsync("a0", new(new DepositFunds(id, new(5, AccountLab.Euro), null, new("\uFFFD")), "request", "tester", id, null));
        await lab.ProjectAsync();
        (await lab.VerifyAsync()).Findings.Should().BeEmpty();
        await lab.SpoilRowsAsync("UPDATE transactions SET description = CAST(X'FF' AS TEXT) WHERE id = @id", new { id = $"{id:D}" });

        (await lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Kind.Should().Be(FindingKinds.RowsDiffer);
    }

    [Theory]
    [InlineData("UPDATE daily_nets SET net = net + 1 WHERE rowid = (SELECT max(rowid) FROM daily_nets)")]
    [InlineData("UPDATE daily_nets SET day = '2020-01-01' WHERE rowid = (SELECT max(rowid) FROM daily_nets WHERE net <> 0)")]
    [InlineData("DELETE FROM daily_nets WHERE rowid = (SELECT max(rowid) FROM daily_nets WHERE net <> 0)")]
    [InlineData("INSERT INTO daily_nets (account_id, day, net) VALUES ('nobody', '2020-01-01', 1)")]
    public async Task A_day_on_which_something_else_has_moved_is_found(string sql)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await lab.SpoilRowsAsync(sql);

        (await lab.VerifyAsync()).Findings.Should().NotBeEmpty().And.OnlyContain(f => f.Kind == FindingKinds.DayNetDiffers && f.Detail.Contains("daily_nets"));
    }

    [Fact]
    public async Task The_finding_says_what_the_row_has_and_what_the_events_say()
    {
        using var lab = await AuditLab.FilledAsync(movements: 0);
        await lab.DepositAsync("a1", 1234);
        await lab.ProjectAsync();
        await lab.SpoilRowsAsync("UPDATE accounts SET balance = 1235 WHERE id = 'a1'");

        (await lab.VerifyAsync()).Findings.Should().BeEquivalentTo(
        [
            new Finding(FindingKinds.AccountRowDiffers, "account-a1", 1, "Its row differs: balance is 1235, the events say 1234."),
            new Finding(FindingKinds.TotalDiffers, null, null, "The rows of accounts add up to 1235 minor units of 2 decimals of EUR, the events to 1234."),
        ]);
    }

    [Fact]
    public async Task What_a_person_wrote_is_never_shown()
    {
        using var lab = await AuditLab.FilledAsync(movements: 0);
        await lab.DepositAsync("a1", 1);
        await lab.ProjectAsync();
        await lab.SpoilRowsAsync("UPDATE transactions SET description = 'secret'");

        (await lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Detail.Should().NotContain("secret").And.NotContain("gift").And.Contain("description differs");
    }

    [Theory]
    [InlineData("balance", "0.5")]
    [InlineData("balance", "x''")]
    [InlineData("overdraft_limit", "'ten'")]
    public async Task A_value_of_another_type_is_a_difference(string column, string value)
    {
        using var lab = await AuditLab.FilledAsync(movements: 0);
        await lab.SpoilRowsAsync($"UPDATE accounts SET {column} = {value} WHERE id = 'a1'");
        (await lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == FindingKinds.AccountRowDiffers && f.Stream == "account-a1");
    }

    [Theory]
    [InlineData("UPDATE transaction_slots SET count = count + 1", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET in_rest = in_rest + 1", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET out_billions = out_billions + 1, out_rest = out_rest - 1000000000", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET largest = largest - 1", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET largest = 'x'", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET reversed = reversed + 1, count = count - 1", FindingKinds.SlotRowDiffers)]
    [InlineData("UPDATE transaction_slots SET slot = slot - 1", FindingKinds.SlotRowMissing)]
    [InlineData("UPDATE transaction_slots SET is_converted = 1 - is_converted", FindingKinds.SlotRowMissing)]
    [InlineData("DELETE FROM transaction_slots", FindingKinds.SlotRowMissing)]
    [InlineData("INSERT INTO transaction_slots SELECT account_id, slot + 9999, currency, is_converted, 0, 0, 0, 0, 0, 1, 0 FROM transaction_slots", FindingKinds.SlotRowUnexpected)]
    public async Task A_quarter_of_an_hour_that_was_changed_is_named_by_either_verification(string sql, string kind)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await lab.SpoilRowsAsync($"{sql} WHERE rowid = (SELECT max(rowid) FROM transaction_slots WHERE account_id = 'a0')");

        foreach (var report in new[] { await lab.VerifyAsync(), await lab.VerifyAccountAsync("a0") })
        {
            report.Findings.Should().Contain(f => f.Kind == kind && f.Detail.Contains("quarter"))
                .And.OnlyContain(f => f.Stream == "account-a0" && f.Kind.StartsWith("slot-row-"));
        }
    }

    [Theory]
    [InlineData("UPDATE transaction_totals SET count = count + 1")]
    [InlineData("UPDATE transaction_totals SET billions = billions + 1, rest = rest - 1000000000")]
    [InlineData("UPDATE transaction_totals SET status = 'lost'")]
    [InlineData("DELETE FROM transaction_totals")]
    [InlineData("INSERT INTO transaction_totals SELECT 'XXX', type, status, is_transfer, 0, 0, 0 FROM transaction_totals")]
    public async Task A_total_that_was_changed_is_named(string sql)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await lab.SpoilRowsAsync($"{sql} WHERE rowid = (SELECT max(rowid) FROM transaction_totals)");
        (await lab.VerifyAsync()).Findings.Should().NotBeEmpty().And.OnlyContain(f => f.Kind == FindingKinds.TotalDiffers && f.Detail.Contains("transaction_totals"));
    }

    [Theory]
    [InlineData("DELETE FROM accounts WHERE id = 'a1'", FindingKinds.AccountRowMissing)]
    [InlineData("DELETE FROM transactions WHERE id = (SELECT id FROM transactions WHERE account_id = 'a1' LIMIT 1)", FindingKinds.TransactionRowMissing)]
    [InlineData("DELETE FROM holds WHERE rowid = (SELECT max(rowid) FROM holds WHERE account_id = 'a1')", FindingKinds.HoldRowMissing)]
    [InlineData("INSERT INTO holds SELECT 'x', account_id, status, currency, amount, expires_at, captured_amount, transaction_id, description, placed_at, revision FROM holds WHERE account_id = 'a1' LIMIT 1", FindingKinds.HoldRowUnexpected)]
    [InlineData("DELETE FROM transaction_ids WHERE rowid = (SELECT rowid FROM transaction_ids WHERE stream = 'account-a1' LIMIT 1)", FindingKinds.TransactionIdRowMissing)]
    [InlineData("DELETE FROM transaction_id_coverage WHERE stream = 'account-a1'", FindingKinds.CoverageRowMissing)]
    [InlineData("INSERT INTO transactions SELECT 'x', account_id, type, status, currency, amount, balance_after, decline_reason, description, reference, metadata, effective_at, recorded_at, revision, commit_position, prepare_position, transfer_id, hold_id, reversal_of, NULL, NULL, NULL, NULL, NULL, NULL FROM transactions WHERE account_id = 'a1' LIMIT 1", FindingKinds.TransactionRowUnexpected)]
    [InlineData("DELETE FROM closings WHERE account_id = 'a1' AND revision = 6", FindingKinds.ClosingRowMissing)]
    [InlineData("INSERT INTO closings VALUES ('a1', 5, 1)", FindingKinds.ClosingRowUnexpected)]
    [InlineData("DELETE FROM transaction_search WHERE account_id = 'a1' AND revision = (SELECT max(revision) FROM transaction_search WHERE account_id = 'a1')", FindingKinds.SearchRowMissing)]
    [InlineData("INSERT INTO transaction_search (commit_position, prepare_position, account_id, revision, terms) VALUES (9999, 1, 'a1', 5, 'x')", FindingKinds.SearchRowUnexpected)]
    [InlineData("INSERT INTO transaction_ids VALUES ('account-a1', 'x', 3)", FindingKinds.TransactionIdRowUnexpected)]
    public async Task A_row_that_was_removed_or_added_is_named(string sql, string kind)
    {
        using var lab = await AuditLab.WithHoldsAsync();
        await lab.SpoilRowsAsync(sql);

        (await lab.VerifyAsync()).Findings.Where(f => f.Stream != null).Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == kind && f.Stream == "account-a1" && f.Revision != null);
        (await lab.VerifyAccountAsync("a1")).Findings.Should().ContainSingle().Which.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("INSERT INTO accounts SELECT 'ghost', owner_id, currency, status, overdraft_limit, opened_at, 7777, 7777, 0, held, revision, chain, last_activity_at FROM accounts WHERE id = 'a1'", FindingKinds.AccountRowUnexpected)]
    [InlineData("INSERT INTO transaction_ids VALUES ('account-ghost', 'x', 3)", FindingKinds.TransactionIdRowUnexpected)]
    [InlineData("INSERT INTO transfers SELECT 'x', 'ghost', to_account_id, status, currency, amount, credit_transaction_id, reason, is_settled, started_at, revision FROM transfers WHERE status = 'pending' LIMIT 1", FindingKinds.TransferRowUnexpected)]
    [InlineData("INSERT INTO transfers SELECT 'x', from_account_id, 'ghost', status, currency, amount, credit_transaction_id, reason, is_settled, started_at, revision FROM transfers WHERE status = 'completed' LIMIT 1", FindingKinds.TransferRowUnexpected)]
    [InlineData("UPDATE transactions SET account_id = 'ghost' WHERE id = (SELECT id FROM transactions WHERE account_id = 'a1' LIMIT 1)", FindingKinds.TransactionRowUnexpected)]
    public async Task A_row_of_an_account_that_never_was_is_named(string sql, string kind)
    {
        using var lab = await AuditLab.WithEverythingAsync();
        await lab.SpoilRowsAsync(sql);
        (await lab.VerifyAsync()).Findings.Should().Contain(f => f.Kind == kind && f.Stream == "account-ghost");
    }

    [Fact]
    public async Task A_projection_that_does_not_reach_the_end_of_the_log_is_named()
    {
        using var lab = await AuditLab.FilledAsync(movements: 10);
        await lab.DepositAsync("a1", 1);
        (await lab.VerifyAsync()).Findings.Should().HaveCount(ProjectionLab.Projections().Count).And.OnlyContain(f => f.Kind == FindingKinds.ProjectionBehind && f.Stream == null);
    }

    private static string Prefix(string table) => table switch
    {
        "accounts" => "account-row-",
        "transactions" => "transaction-row-",
        "holds" => "hold-row-",
        "transfers" => "transfer-row-",
        "transaction_ids" => "transaction-id-row-",
        "closings" => "closing-row-",
        "transaction_search" => "search-row-",
        "matches" or "match_members" or "match_steps" => "match-row-",
        _ => "coverage-row-",
    };
}
