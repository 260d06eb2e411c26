using System.Diagnostics.Metrics;
using Ledger.Api.Transactions;

namespace Ledger.Tests.Api.Processes;

public sealed class SubmissionBacklogTests : IDisposable
{
    private readonly Meter _meter = new("Ledger.Tests");
    private readonly SubmissionBacklog _backlog;

    public SubmissionBacklogTests() => _backlog = new(_meter, limit: 2);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task What_another_process_has_left_is_taken_in_once_however_often_it_is_said()
    {
        _backlog.Resume("a");
        _backlog.Resume("a");
        _backlog.Count.Should().Be(1);

        (await _backlog.TakeAsync(CancellationToken.None)).Should().Be(("a", 1));
        _backlog.Leave();
        _backlog.Count.Should().Be(0);

        // Still there when it is looked at next: it was not decided.
        _backlog.Resume("a");
        (await _backlog.TakeAsync(CancellationToken.None)).Should().Be(("a", 1));
    }

    [Fact]
    public async Task What_is_left_has_its_place_whatever_the_limit_and_what_is_new_has_none_then()
    {
        foreach (var account in new[] { "a", "b", "c" })
        {
            _backlog.Resume(account);
        }

        _backlog.Count.Should().Be(3);
        _backlog.TryEnter().Should().BeFalse();
        _backlog.Count.Should().Be(3);

        var (_, count) = await _backlog.TakeAsync(CancellationToken.None);
        _backlog.Leave(count);
        _backlog.TryEnter().Should().BeFalse();
        (_, count) = await _backlog.TakeAsync(CancellationToken.None);
        _backlog.Leave(count);
        _backlog.TryEnter().Should().BeTrue();
    }

    [Fact]
    public async Task Of_an_account_that_is_resumed_and_submitted_to_both_are_taken_together()
    {
        _backlog.Resume("a");
        _backlog.TryEnter().Should().BeTrue();
        _backlog.Add("a");

        (await _backlog.TakeAsync(CancellationToken.None)).Should().Be(("a", 2));
        _backlog.Leave(2);
        _backlog.Count.Should().Be(0);
    }
}
