using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Model;

/// <summary>Does to the ledger and to the model what a list says, and compares them after every step.</summary>
internal sealed partial class ModelRun(LedgerUnderTest ledger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyList<(string Id, string Currency, long Overdraft, long Balance)> Opened =
    [
        ("a", "EUR", 0, 100), ("b", "EUR", 50, 0), ("c", "EUR", 0, 0), ("d", "EUR", 0, 40), ("x", "USD", 0, 100), ("y", "USD", 20, 0),
        // So full that what comes is soon refused.
        ("full", "EUR", 0, ModelAccount.Limit - 90),
    ];

    private readonly Books _books = new();
    private readonly List<Act> _sent = [];
    private MoneyModel _model = new();
    private int _drawn;

    private DateTimeOffset Now => ledger.Clock.Now;

    public void Dispose() => ledger.Dispose();

    public async Task RunAsync(IReadOnlyList<Instruction> instructions)
    {
        foreach (var (id, currency, overdraft, balance) in Opened)
        {
            var kept = Currency.Parse(currency);
            (await AnswerAsync(id, new(new OpenAccount(id, kept, null, new(overdraft, kept)), "request", "tester"), 0)).Should().NotBeNull();
            _model = _model.With(id, new(currency, overdraft));
            if (balance > 0)
            {
                await DoAsync(new(Ask.Deposit, id, currency, balance, NewId(id)), 0, resends: true);
            }
        }

        await CompareAsync();
        foreach (var instruction in instructions)
        {
            await StepAsync(instruction);
            await CompareAsync();
        }

        await TakeUpAsync();
        await PromptAsync();
        await CompareAsync();
        _books.Open.Should().BeEmpty("every transfer comes to its end");
        _books.Decided.ToDictionary(each => each.Key, each => Words.Of(each.Value)).Should().Equal(_model.Decided, "submissions are decided in their order");
    }

    private async Task StepAsync(Instruction instruction)
    {
        Prepare(instruction);
        switch (instruction.Ask)
        {
            case Ask.TimePasses:
                // So that what is pending is decided at the time at which it came.
                await PromptAsync();
                ledger.Clock.Now += TimeSpan.FromSeconds(instruction.Amount);
                break;
            case Ask.Restart:
                ledger.Restart();
                break;
            case Ask.TakeUp:
                await TakeUpAsync();
                break;
            case Ask.Project:
                await ledger.Keys.CatchUpAsync(ledger.Raw);
                break;
            case Ask.LoseKeys:
                await LoseKeysAsync(instruction);
                break;
            case Ask.Batch:
                await BatchAsync(instruction);
                break;
            case Ask.Together:
                await TogetherAsync(ActOf(instruction with { Ask = OneOf(instruction.Other) }), ActOf(instruction with { Ask = OneOf(instruction.Amount) }), instruction.Other);
                break;
            case Ask.Thrice:
                var act = ActOf(instruction with { Ask = OneOf(instruction.Other) });
                await ThriceAsync(instruction.Amount % 3 == 0 ? AtRevision(act, instruction.Account % 4) : act);
                break;
            case Ask.Close when Closeable(instruction) is var id && _model.Accounts[id].Balance > 0 && instruction.Amount > 20:
                await DoAsync(new(Ask.Withdraw, id, _model.Accounts[id].Currency, _model.Accounts[id].Balance, NewId(id)), 0, resends: true);
                await DoAsync(ActOf(instruction), instruction.Other, instruction.Resends);
                break;
            default:
                await DoAsync(ActOf(instruction), instruction.Other, instruction.Resends);
                break;
        }

        ledger.Spare();
        if (ledger.Died.IsCompleted)
        {
            ledger.Restart();
            await SyncAsync();
        }
    }

    private void Prepare(Instruction instruction)
    {
        var faults = Enumerable.Repeat(AppendFaults.None, instruction.After);
        switch (instruction.Trouble)
        {
            case Trouble.AnswerLost:
                ledger.Store.Next([.. faults, AppendFaults.AnswerLost]);
                break;
            case Trouble.RequestLost:
                // Once more than it is sent again at once, so that the mailbox has to settle it while others come.
                ledger.Store.Next([.. faults, AppendFaults.RequestLost, AppendFaults.RequestLost, AppendFaults.RequestLost]);
                break;
            case Trouble.Unavailable:
                ledger.Store.Next([.. faults, AppendFaults.Unavailable]);
                break;
            case Trouble.DiesBeforeAppend or Trouble.DiesAfterAppend when instruction.Ask is not (Ask.Together or Ask.Thrice or Ask.TakeUp or Ask.TimePasses):
                ledger.DieAfter(instruction.After, instruction.Trouble == Trouble.DiesAfterAppend);
                break;
        }
    }

    /// <summary>What the log says is what the model says, wherever nothing waits to be decided.</summary>
    private async Task CompareAsync()
    {
        await _books.ReadAsync(ledger.Raw);
        foreach (var (id, booked) in _books.Accounts.Where(each => each.Value.Pending.Count == 0))
        {
            booked.Balance.Should().Be(_model.Accounts[id].Balance, $"account {id} has what the model has");
            booked.HeldAt(Now).Should().Be(_model.Accounts[id].At(Now).Held, $"account {id} holds what the model holds");
        }

        if (_books.Accounts.Values.All(account => account.Pending.Count == 0))
        {
            _books.Net.Where(each => each.Value != 0).Should().BeEquivalentTo(_model.Net.Where(each => each.Value != 0), "clients were told of all that came in and went out");
        }
    }
}
