using Ledger.Domain.Accounts;

namespace Ledger.Tests.Model;

/// <summary>Batches: orders that are sent one behind the other without waiting, each answered for itself, and sent again under their keys.</summary>
internal sealed partial class ModelRun
{
    private readonly List<IReadOnlyList<Act>> _batches = [];
    private int _retries;

    private async Task BatchAsync(Instruction instruction)
    {
        // Now and then a whole one that was sent before.
        var acts = instruction.Other % 4 == 0 && Pick(_batches, instruction.Account) is { } earlier ? earlier : BatchOf(instruction);
        _batches.Add(acts);
        _sent.AddRange(acts);
        var retries = _retries;
        var answers = await Task.WhenAll(acts.Select(act => AnswerAsync(act.Account, act.ToOrder(), instruction.Account)));
        var isUndisturbed = retries == _retries && !ledger.Died.IsCompleted;
        if (ledger.Died.IsCompleted)
        {
            ledger.Restart();
            await SyncAsync();
            for (var i = 0; i < acts.Count; i++)
            {
                answers[i] ??= instruction.Resends ? await AnswerAsync(acts[i].Account, acts[i].ToOrder(), 0) : Found(acts[i]);
            }
        }

        ledger.Spare();
        // What is not answered never came about. Undisturbed, items come about in their order; else in whichever their senders had luck.
        var answered = acts.Zip(answers).Where(item => item.Second is not null).ToList();
        var models = (isUndisturbed ? [answered] : Orders(answered)).Select(After).OfType<MoneyModel>().ToList();
        models.Should().NotBeEmpty($"the items come one after the other: {string.Join(", ", answered)}");
        if (models.Count > 1)
        {
            // Submissions are answered alike in any order; what becomes of them may differ.
            await PromptAsync();
            models = [.. models.Where(model => acts.All(act => !_books.Decided.TryGetValue(act.Id, out var decided) || model.Decided[act.Id] == Words.Of(decided)))];
            models.Should().NotBeEmpty("submissions are decided in one order");
        }

        _model = models[0];
    }

    private List<Act> BatchOf(Instruction instruction)
    {
        var acts = new List<Act>();
        for (var i = 0; i < 2 + (instruction.Amount % 4); i++)
        {
            var number = (instruction.Other * (i + 1)) + (7 * i);
            var item = instruction with { Account = instruction.Account + (number % 3), Other = number, Amount = 1 + ((instruction.Amount + number) % 60) };
            acts.Add((number % 10) switch
            {
                0 or 1 when i > 0 => acts[number % i],
                2 when i > 0 => acts[number % i] with { Amount = acts[number % i].Amount + 1 },
                3 or 4 => Simple(Ask.SubmitDeposit, AccountOf(item), item),
                5 => Simple(Ask.SubmitWithdrawal, AccountOf(item), item),
                6 or 7 => Deposit(item),
                _ => Simple(Ask.Withdraw, AccountOf(item), item),
            });
        }

        return acts;
    }

    /// <summary>What the log says of an order that nobody was answered; null where it says nothing.</summary>
    private string? Found(Act act) =>
        _books.Find(act.Id) is TransactionEvent found && found.Personal.Value.Description == act.Body ? Words.Of(found) : null;

    /// <summary>The model after a list of orders; null where it answers one of them otherwise.</summary>
    private MoneyModel? After(IReadOnlyList<(Act Act, string? Answer)> order)
    {
        var model = _model;
        foreach (var (act, answer) in order)
        {
            (model, var expected) = model.Do(act, Now);
            if (expected != answer)
            {
                return null;
            }
        }

        return model;
    }

    private static IEnumerable<List<T>> Orders<T>(List<T> items) => items.Count < 2
        ? [items]
        : items.SelectMany((first, i) => Orders<T>([.. items.Take(i), .. items.Skip(i + 1)]).Select(rest => (List<T>)[first, .. rest]));
}
