"""What both Camunda flavours write beside the standard."""

from __future__ import annotations

import pytest

from procflow.bpmn import (
    Assignment,
    CallActivity,
    Element,
    Form,
    FormField,
    assignment,
    called_element,
    form,
    read,
    task_type,
)

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = {
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "flowable": "http://flowable.org/bpmn",
    "activiti": "http://activiti.org/bpmn",
    "operaton": "http://operaton.org/schema/1.0/bpmn",
}


def element(attributes: str = "", extensions: str = "", kind: str = "userTask") -> Element:
    """Return an element with vendor attributes and extensions."""
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    inner = f"<extensionElements>{extensions}</extensionElements>" if extensions else ""
    body = f'<process id="p"><{kind} id="t" {attributes}>{inner}</{kind}></process>'
    return read(f'<definitions xmlns="{BPMN}" {declared}>{body}</definitions>'.encode()).element("t")


def test_an_assignment_of_camunda_8_is_read() -> None:
    """Assignee, candidates and dates come as written."""
    found = assignment(
        element(
            extensions='<zeebe:assignmentDefinition assignee="lan" candidateGroups="mot-cua, van-thu" '
            'candidateUsers="an"/>'
            '<zeebe:taskSchedule dueDate="=han" followUpDate="2026-01-05T08:00:00+07:00"/>'
        )
    )

    assert Assignment("lan", ("mot-cua", "van-thu"), ("an",), "=han", "2026-01-05T08:00:00+07:00") == found


@pytest.mark.parametrize("prefix", ["camunda", "flowable", "activiti", "operaton"])
def test_an_assignment_of_camunda_7_and_kin_is_read(prefix: str) -> None:
    """The forks write the same attributes in their own namespaces."""
    names = {"assignee": "lan", "candidateGroups": "a,b", "candidateUsers": "c", "dueDate": "d", "followUpDate": "e"}
    found = assignment(element(" ".join(f'{prefix}:{name}="{value}"' for name, value in names.items())))

    assert Assignment("lan", ("a", "b"), ("c",), "d", "e") == found


ROLE = (
    "<{0}><resourceAssignmentExpression><formalExpression>{1}</formalExpression></resourceAssignmentExpression></{0}>"
)


def roles(*texts: tuple[str, str], attributes: str = "") -> Assignment:
    """Return what a task with these resource roles of the standard is read as."""
    inner = "".join(ROLE.format(*text) for text in texts) + "<resourceRole><resourceRef>r</resourceRef></resourceRole>"
    space = f'xmlns:camunda="{SPACES["camunda"]}"'
    body = (
        f'<resource id="r" name="Văn thư"/><process id="p"><userTask id="t" {attributes}>{inner}</userTask></process>'
    )
    return assignment(read(f'<definitions xmlns="{BPMN}" {space}>{body}</definitions>'.encode()).element("t"))


def test_resource_roles_of_the_standard_name_who_does_it() -> None:
    """A performer is the assignee; a potential owner names groups, or users where it says so."""
    owner = "user(lan, an), group(mot-cua), lanh-dao, ${f(a, b)}"

    assert Assignment("binh") == roles(("performer", " binh "))
    assert Assignment("binh") == roles(("humanPerformer", "binh"))
    assert Assignment("", ("mot-cua", "lanh-dao", "${f(a, b)}"), ("lan", "an")) == roles(("potentialOwner", owner))


def test_what_a_vendor_says_goes_before_the_roles() -> None:
    """The extension is what its engine goes by."""
    found = roles(("potentialOwner", "b"), ("performer", "c"), attributes='camunda:assignee="lan"')

    assert Assignment("lan", ("b",)) == found
    assert Assignment("c", ("x",)) == roles(
        ("potentialOwner", "b"), ("performer", "c"), attributes='camunda:candidateGroups="x"'
    )


def test_a_role_without_a_name_names_nobody() -> None:
    """An empty one is as good as none; one with a resource bears its name."""
    body = """<resource id="r" name="Văn thư"/><process id="p">
      <userTask id="t"><potentialOwner id="o"/><performer id="q"><resourceRef>r</resourceRef></performer></userTask>
    </process>"""
    model = read(f'<definitions xmlns="{BPMN}">{body}</definitions>'.encode())

    assert Assignment("Văn thư") == assignment(model.element("t"))


def test_camunda_goes_before_its_forks() -> None:
    """With several vendors in one file, Camunda's own attribute counts."""
    assert "lan" == assignment(element('activiti:assignee="x" flowable:assignee="y" camunda:assignee="lan"')).assignee


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("${groups(a, b)}, c", ("${groups(a, b)}", "c")),
        ("=[&quot;a&quot;, &quot;b&quot;]", ('=["a", "b"]',)),
        (" , a ,", ("a",)),
    ],
)
def test_a_comma_inside_an_expression_separates_nothing(text: str, groups: tuple[str, ...]) -> None:
    """An expression stays one entry."""
    extensions = f'<zeebe:assignmentDefinition candidateGroups="{text}"/>'

    assert groups == assignment(element(extensions=extensions)).candidate_groups


def test_no_assignment_is_all_empty() -> None:
    """A task that says nothing is offered to no one in particular."""
    assert Assignment() == assignment(element())


@pytest.mark.parametrize(
    ("attributes", "extensions", "key"),
    [
        ("", '<zeebe:formDefinition formId="a"/>', "a"),
        ("", '<zeebe:formDefinition formKey="b"/>', "b"),
        ("", '<zeebe:formDefinition externalReference="c"/>', "c"),
        ('camunda:formKey="d"', "", "d"),
        ('camunda:formRef="e"', "", "e"),
    ],
)
def test_the_key_of_a_form_is_read(attributes: str, extensions: str, key: str) -> None:
    """Each way to name a form kept elsewhere."""
    assert Form(key) == form(element(attributes, extensions))


def test_the_fields_of_a_form_are_read() -> None:
    """Id, label, type, whether it is required, allowed values; a value without name is its own label."""
    extensions = (
        '<camunda:formData><camunda:formField id="ok" label="Đồng ý" type="enum"><camunda:validation>'
        '<camunda:constraint name="required"/></camunda:validation><camunda:value id="y" name="Có"/>'
        '<camunda:value id="n"/></camunda:formField><camunda:formField id="note"><camunda:validation>'
        '<camunda:constraint name="required" config="false"/></camunda:validation></camunda:formField>'
        "</camunda:formData>"
    )

    assert Form(
        fields=(
            FormField("ok", "Đồng ý", "enum", required=True, values=(("y", "Có"), ("n", "n"))),
            FormField("note", "", "string"),
        )
    ) == form(element(extensions=extensions))


def test_no_form_is_none() -> None:
    """A task without form has None."""
    assert form(element()) is None


@pytest.mark.parametrize(
    ("attributes", "extensions"),
    [('camunda:type="external" camunda:topic="gui"', ""), ("", '<zeebe:taskDefinition type="gui"/>')],
)
def test_the_type_of_a_job_is_read(attributes: str, extensions: str) -> None:
    """Topic and job type are one thing."""
    assert "gui" == task_type(element(attributes, extensions, "serviceTask"))


@pytest.mark.parametrize(
    ("attributes", "extensions"),
    [('calledElement="phu"', ""), ("", '<zeebe:calledElement processId="phu"/>')],
)
def test_the_called_process_is_read(attributes: str, extensions: str) -> None:
    """Both flavours name the process that is run."""
    found = element(attributes, extensions, "callActivity")

    assert isinstance(found, CallActivity)
    assert "phu" == called_element(found)
