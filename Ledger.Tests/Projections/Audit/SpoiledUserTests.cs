using Ledger.Domain.Users;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Audit;

namespace Ledger.Tests.Projections.Audit;

/// <summary>What is done to users' rows and streams is found, and named.</summary>
public sealed class SpoiledUserTests : IAsyncLifetime
{
    private readonly AuditLab _lab = new();

    public static TheoryData<string> Columns => [.. AuditedTable.Users.Columns.Skip(1)];

    public async ValueTask InitializeAsync()
    {
        await _lab.RegisterUsersAsync();
        await _lab.ProjectAsync();
    }

    public ValueTask DisposeAsync()
    {
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Users_that_are_as_their_events_say_pass() => (await _lab.VerifyAsync()).Findings.Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_row_that_was_changed_by_hand_is_found_whichever_column_it_was(string column)
    {
        await _lab.SpoilRowsAsync($"UPDATE users SET {column} = CASE WHEN {column} = '1' THEN '2' ELSE '1' END WHERE id = 'u1'");
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f =>
            f.Kind == FindingKinds.UserRowDiffers && f.Stream == "user-u1" && f.Revision == 1 && f.Detail.Contains(column) && !f.Detail.Contains("Emma"));
    }

    [Theory]
    [InlineData("DELETE FROM users WHERE id = 'u2'", FindingKinds.UserRowMissing, "user-u2")]
    [InlineData("INSERT INTO users SELECT 'ghost', status, name, folded_name, revision, changed_at, commit_position, prepare_position, changed_commit, changed_prepare FROM users WHERE id = 'u1'", FindingKinds.UserRowUnexpected, "user-ghost")]
    public async Task A_row_that_was_removed_or_added_is_named(string sql, string kind, string stream)
    {
        await _lab.SpoilRowsAsync(sql);
        (await _lab.VerifyAsync()).Findings.Should().ContainSingle().Which.Should().Match<Finding>(f => f.Kind == kind && f.Stream == stream);
    }

    [Fact]
    public async Task A_user_who_is_renamed_after_being_removed_was_not_changed_by_the_ledger()
    {
        var stream = new StreamName(User.StreamOf("u2"));
        var last = (await _lab.AllAsync()).Last(e => e.Stream == stream);
        var chain = EventSerializer.ReadMetadata(last).Chain;
        var metadata = new EventMetadata("request", "request", "tester", _lab.Clock.Now, null, null);
        var (renamed, _) = EventSerializer.Default.Serialize(new UserRenamed(new(null, new("Eve"))), Guid.CreateVersion7(_lab.Clock.Now), metadata, last.Revision + 1, chain);
        await _lab.Events.AppendAsync(stream, ExpectedRevision.Exactly(last.Revision), [renamed], TestContext.Current.CancellationToken);
        await _lab.ProjectAsync();

        (await _lab.VerifyAsync()).Findings.Should().Contain(new Finding(FindingKinds.UserWrong, "user-u2", 2, "The user is not registered."));
    }
}
