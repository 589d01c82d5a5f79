"""Tokens to a tree: a Pratt parser whose binding powers FEEL and the JUEL subset share."""

from __future__ import annotations

from decimal import Decimal

from procflow.errors import ExpressionError
from procflow.expressions.nodes import Comparison, Junction, Literal, Negation, Node, Path
from procflow.expressions.scanner import COMPARE, Dialect, Source, Token, scan

MAX_DEPTH = 100
_JUNCTIONS = {"or": 1, "and": 2}
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COMPARISON_POWER = 3
_NOT_POWER = 4
_ARITHMETIC = "calculate the value in a form field or a decision table before the gateway"


def parse(source: Source, dialect: Dialect) -> Node:
    """
    Return the tree of *source*.

    Raises:
        ExpressionError: The text is not of the subset; ``facts['column']`` says where.
    """
    return _Parser(source, dialect).whole()


class _Parser:
    def __init__(self, source: Source, dialect: Dialect) -> None:
        self.source, self.dialect = source, dialect
        self.tokens = scan(source, dialect)
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        if self._next().kind != "end":
            raise self._surplus(self._next())
        return node

    def _next(self) -> Token:
        return self.tokens[self.at]

    def _take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _accept(self, operator: str) -> bool:
        found = self._next().kind == "operator" and self._next().text == operator
        self.at += found
        return found

    def _expression(self, power: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refused(f"more than {MAX_DEPTH} levels are nested", self._next(), "drop needless parentheses")
        left = self._prefix(self._take())
        while (binding := self._power()) > power:
            left = self._infix(left, self._take(), self._expression(binding))
        self.depth -= 1
        return left

    def _power(self) -> int:
        token = self._next()
        if token.kind != "operator":
            return 0
        return _COMPARISON_POWER if token.text in _FLIPPED else _JUNCTIONS.get(token.text, 0)

    def _prefix(self, token: Token) -> Node:
        match token.kind, token.text:
            case "literal", _:
                return Literal(token.value, token.index + 1)
            case "name", _:
                return self._path(token)
            case "operator", "(":
                return self._closed(self._expression(0))
            case "operator", "-":
                return self._negative(token)
            case "operator", "not" | "!":
                return self._negation(token)
            case "end", _:
                raise self._refused("the expression ends too early", token, COMPARE)
        raise self._refused(f"{token.text!r} has no value before it", token, COMPARE)

    def _path(self, token: Token) -> Path:
        names = [token.text]
        while self._accept("."):
            member = self._take()
            if member.kind != "name":
                raise self._refused("a name must follow the dot", member, "rename the variable")
            names.append(member.text)
        return Path(tuple(names), token.index + 1)

    def _closed(self, node: Node) -> Node:
        if not self._accept(")"):
            raise self._surplus(self._next())
        return node

    def _negative(self, token: Token) -> Literal:
        number = self._take().value
        if not isinstance(number, Decimal):
            raise self._refused("a minus stands before something that is no number", token, _ARITHMETIC)
        return Literal(number.copy_negate(), token.index + 1)

    def _negation(self, token: Token) -> Negation:
        if token.text == "!":
            operand = self._expression(_NOT_POWER)
        elif self._accept("("):
            operand = self._closed(self._expression(0))
        else:
            raise self._refused("not needs parentheses", self._next(), "write not(...)")
        return Negation(self._truth(operand), token.index + 1)

    def _infix(self, left: Node, operator: Token, right: Node) -> Node:
        if operator.text in _FLIPPED:
            return self._comparison(left, operator, right)
        before = left.operands if isinstance(left, Junction) and left.operator == operator.text else (left,)
        operands = (*before, right)
        return Junction(operator.text, tuple(map(self._truth, operands)), operator.index + 1)

    def _comparison(self, left: Node, operator: Token, right: Node) -> Comparison:
        match left, right:
            case Path(), Literal():
                comparison = Comparison(operator.text, left, right, operator.index + 1)
            case Literal(), Path():
                comparison = Comparison(_FLIPPED[operator.text], right, left, operator.index + 1)
            case _:
                raise self._refused("only a variable and a literal are compared", operator, COMPARE)
        if comparison.operator not in {"=", "!="} and not isinstance(comparison.literal.value, Decimal | str):
            raise self._refused("true, false and null have no order", operator, "use equal or not equal")
        return comparison

    def _truth(self, node: Node) -> Node:
        """Return *node* if it can be true or false."""
        if isinstance(node, Literal) and not isinstance(node.value, bool):
            raise self.source.refused("a literal stands where a condition is needed", node.column - 1, COMPARE)
        return node

    def _surplus(self, token: Token) -> ExpressionError:
        before = self.tokens[self.at - 1] if self.at else token
        match before.kind, token.kind, token.text:
            case "name", "name", _:
                hint = f"a name has no spaces here: rename the variable, e.g. {before.text}_{token.text}"
            case "name", _, "(":
                hint = f"functions are not evaluated: {COMPARE}"
            case _, _, "-":
                hint = _ARITHMETIC
            case _, "end", _:
                hint = "close every parenthesis"
            case _:
                hint = COMPARE
        what = f"{token.text!r} is not expected" if token.text else "the expression ends too early"
        return self._refused(what, token, hint)

    def _refused(self, message: str, token: Token, hint: str) -> ExpressionError:
        return self.source.refused(message, token.index, hint)
