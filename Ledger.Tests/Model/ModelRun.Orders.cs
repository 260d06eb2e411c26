using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Model;

/// <summary>Orders on their way to the ledger, as clients, workers and the process manager of transfers send them.</summary>
internal sealed partial class ModelRun
{
    /// <summary>Sends an order until it is answered, whatever fails; where the process dies, to the next one, if the client is of that kind.</summary>
    private async Task DoAsync(Act act, int node, bool resends)
    {
        _sent.Add(act);
        while (true)
        {
            var answer = await AnswerAsync(act.Account, act.ToOrder(), node);
            if (answer is not null)
            {
                Expect(act, answer);
                if (!answer.StartsWith("sent", StringComparison.Ordinal) || await FinishAsync(act.Id, node))
                {
                    return;
                }
            }

            ledger.Restart();
            await SyncAsync();
            if (!resends && act.IsKeyed)
            {
                if (_books.Find(act.Id) is { } found && !_model.Recorded.ContainsKey(act.Id))
                {
                    Expect(act, Words.Of(found));
                    await SyncAsync();
                }

                return;
            }
        }
    }

    /// <summary>Keys are kept where their read model is not: cold mailboxes find them in the streams.</summary>
    private async Task LoseKeysAsync(Instruction instruction)
    {
        switch (instruction.Amount % 3)
        {
            case 0:
                ledger.Keys.Delete();
                break;
            case 1:
                ledger.Keys.PutOutOfReach();
                break;
            default:
                // It stands where it stood when it was last brought on.
                break;
        }

        ledger.Restart();
        for (var i = 0; i < 3; i++)
        {
            if (Earlier(instruction with { Other = (instruction.Other * (i + 1)) + i }) is { } act)
            {
                await DoAsync(act, i, instruction.Resends);
                await _books.ReadAsync(ledger.Raw);
            }
        }
    }

    /// <summary>Two orders at once come about one after the other, in either order.</summary>
    private async Task TogetherAsync(Act first, Act second, int node)
    {
        _sent.AddRange([first, second]);
        var answers = await Task.WhenAll(AnswerAsync(first.Account, first.ToOrder(), 0), AnswerAsync(second.Account, second.ToOrder(), node));
        var (one, toFirst) = _model.Do(first, Now);
        (one, var toSecond) = one.Do(second, Now);
        var (other, toSecondBefore) = _model.Do(second, Now);
        (other, var toFirstAfter) = other.Do(first, Now);
        var (isOne, isOther) = (answers.SequenceEqual([toFirst, toSecond]), answers.SequenceEqual([toFirstAfter, toSecondBefore]));
        (isOne || isOther).Should().BeTrue(
            $"{first} and {second} come one after the other: {toFirst}, {toSecond} or {toFirstAfter}, {toSecondBefore}, and not {answers[0]}, {answers[1]}");
        if (isOne && isOther)
        {
            // Submissions are answered alike in both orders; what becomes of them may differ.
            await PromptAsync();
            isOne = Array.TrueForAll([first.Id, second.Id], id => !_books.Decided.TryGetValue(id, out var decided) || one.Decided[id] == Words.Of(decided));
        }

        _model = isOne ? one : other;
    }

    private async Task ThriceAsync(Act act)
    {
        _sent.Add(act);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => AnswerAsync(act.Account, act.ToOrder(), node)));
        (_model, var expected) = _model.Do(act, Now);
        answers.Should().AllBe(expected, $"{act} is one order");
    }

    /// <summary>Has a transfer brought to its end; false where the process died over it.</summary>
    private async Task<bool> FinishAsync(Guid id, int node)
    {
        await _books.ReadAsync(ledger.Raw);
        var from = _model.Transfers[id].From;
        var finish = ledger.Nodes[node % LedgerUnderTest.NodeCount].Steps.FinishAsync(from, (TransferSent)_books.Find(id)!, "request");
        if (await Task.WhenAny(ledger.Died, finish).WaitAsync(Patience) != finish)
        {
            return false;
        }

        _model = _model.Arrive(id);
        Words.Of((await finish).Credit.Event).Should().Be(_model.Transfers[id].End);
        // Nobody waits for the settling, so it is waited for here: the same order again finds nothing left to do.
        if (_model.Transfers[id].End!.StartsWith("arrived", StringComparison.Ordinal)
            && await AnswerAsync(from, new(new SettleTransfer(id, Guid.Empty), "request", "tester") { IsStep = true }, node) is null)
        {
            return false;
        }

        _model = _model.Land(id);
        return true;
    }

    private async Task TakeUpAsync()
    {
        await _books.ReadAsync(ledger.Raw);
        foreach (var id in _books.Open.Keys.ToList())
        {
            (await FinishAsync(id, 0)).Should().BeTrue();
        }
    }

    /// <summary>What the workers of submissions do.</summary>
    private async Task PromptAsync()
    {
        await _books.ReadAsync(ledger.Raw);
        foreach (var (id, _) in _books.Accounts.Where(each => each.Value.Pending.Count > 0))
        {
            await AnswerAsync(id, new(Prompt.Instance, "request", "tester") { IsStep = true }, 0);
        }

        await _books.ReadAsync(ledger.Raw);
        _books.Accounts.Values.Should().OnlyContain(account => account.Pending.Count == 0);
    }

    /// <summary>Takes over how far the dead process came with transfers.</summary>
    private async Task SyncAsync()
    {
        await _books.ReadAsync(ledger.Raw);
        foreach (var (id, transfer) in _model.Transfers)
        {
            if (transfer.End is null && _books.Ends.TryGetValue(id, out var end))
            {
                _model = _model.Arrive(id);
                Words.Of(end).Should().Be(_model.Transfers[id].End);
            }

            if (!_books.Open.ContainsKey(id))
            {
                _model = _model.Land(id);
            }
        }
    }

    private void Expect(Act act, string answer)
    {
        (_model, var expected) = _model.Do(act, Now);
        answer.Should().Be(expected, $"that is the answer to {act}");
    }

    /// <summary>Sends an order until it has an answer; null where the process dies before.</summary>
    private async Task<string?> AnswerAsync(string account, Order<AccountCommand> order, int node)
    {
        var last = "nothing";
        for (var tries = node; ; tries++)
        {
            tries.Should().BeLessThan(node + 2000, $"a store that is well again can be used; the last answer was: {last}");
            var asked = ledger.Nodes[tries % LedgerUnderTest.NodeCount].Orders.ExecuteAsync(account, order);
            // What a process says that is dead already is not heard, also where it would say it at once.
            if (await Task.WhenAny(ledger.Died, asked).WaitAsync(Patience) != asked)
            {
                return null;
            }

            try
            {
                var outcome = await asked;
                if (outcome is not Outcome<AccountEvent>.Contended)
                {
                    return Words.Of(outcome);
                }

                Interlocked.Increment(ref _retries);
                last = outcome.ToString()!;
            }
            catch (Exception e) when (e is StoreUnavailableException or CommandOutcomeUnknownException)
            {
                Interlocked.Increment(ref _retries);
                last = e.ToString();
                await Task.Delay(3);
            }
        }
    }
}
