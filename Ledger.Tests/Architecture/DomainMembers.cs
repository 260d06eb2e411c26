using System.Reflection;
using Ledger.Domain;

namespace Ledger.Tests.Architecture;

/// <summary>Every type that a field, property, parameter, result or local of the domain has, with where it was found.</summary>
internal static class DomainMembers
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static Type[] Types => typeof(EventTypes).Assembly.GetTypes();

    public static IEnumerable<(string Where, Type Type)> AllTypesUsed() =>
        from type in Types
        from member in type.GetMembers(Everything)
        from used in TypesOf(member)
        from part in PartsOf(used)
        select ($"{type.FullName}.{member.Name}", part);

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. OfMethod(method)],
        ConstructorInfo constructor => OfMethod(constructor),
        _ => [],
    };

    private static IEnumerable<Type> OfMethod(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []);

    private static IEnumerable<Type> PartsOf(Type type) =>
        type.HasElementType ? PartsOf(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(PartsOf).Prepend(type) : [type];
}
