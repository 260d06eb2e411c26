using Bogus;

namespace Ledger.Benchmarks.Matching;

/// <summary>Ways in which banks word a payment, around a name or without one.</summary>
internal sealed class Wordings(Randomizer random)
{
    private static readonly string[] Companies = ["Deel", "Acme", "Northwind", "Globex", "Initech", "Hooli"];
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>One ledger is worded after one company.</summary>
    public string Company { get; } = random.ArrayElement(Companies);

    public string Reference() => random.Int(0, 4) switch
    {
        0 => $"{Some(14)}//{Digits(12)}",
        1 => $"{random.ArrayElement(["INV", "PO", "TX"])}-{Digits(6)}",
        _ => $"{Some(12)}ACC//{Digits(12)}//CNTR",
    };

    public string Around(string name) => random.Int(0, 11) switch
    {
        0 or 1 => $"Transfer from {name} for {Company}, ref {Reference()}",
        2 or 3 => $"From {name} for {Company}, ref {Reference()}",
        4 => $"ref {Reference()} {name}",
        5 => $"ref: {name} {Reference()}",
        6 => $"CC {name} {Reference()}",
        7 => $"{name} {Reference()}",
        8 => $"Payment received from {name}",
        9 => $"{name} for {Company} ref {Reference()}",
        10 => $"SEPA credit {name} invoice {Digits(5)}",
        _ => name,
    };

    /// <summary>Words before and after are glued to the name.</summary>
    public string Glued(string name) => random.Int(0, 4) switch
    {
        0 => $"From {name}for {Company}, ref {Reference()}",
        1 => $"From{name}for {Company}, ref {Reference()}",
        2 => $"ref {Reference()}{name}",
        3 => $"{name}{Reference()}",
        _ => $"Transfer from{name} ref {Reference()}",
    };

    public string Torn(string first, string last) => random.Bool()
        ? $"{first} ref {Reference()} {last}"
        : $"From {first} for {Company}, ref {Reference()} {last}";

    public string WithoutName() => random.Int(0, 5) switch
    {
        0 => $"ref {Reference()}",
        1 => $"for {Company}, ref {Reference()}",
        2 => $"Transfer for {Company}",
        3 => $"SEPA credit transfer {Digits(8)}",
        4 => $"salary {random.ArrayElement(["january", "may", "october"])} 2026 {Reference()}",
        _ => Reference(),
    };

    private string Digits(int count) => random.String2(count, "0123456789");

    private string Some(int count) => random.String2(count, Alphabet);
}
