from decimal import Decimal
from unittest.mock import patch
from uuid import uuid4

from django.db import OperationalError
from rest_framework.test import APITestCase

from .models import Order, Product


class HealthTests(APITestCase):
    def test_ok(self):
        response = self.client.get("/api/health/")
        self.assertEqual((response.status_code, response.json()), (200, {"status": "ok"}))

    def test_database_down(self):
        with patch("shop.views.connection.cursor", side_effect=OperationalError):
            self.assertEqual(self.client.get("/api/health/").status_code, 503)


class ProductTests(APITestCase):
    def test_the_migrations_fill_the_shop(self):
        products = self.client.get("/api/products/").json()
        self.assertGreaterEqual(len(products), 3)
        self.assertEqual(self.client.get(f"/api/products/{products[0]['id']}/").json(), products[0])

    def test_unknown_product(self):
        for key in (0, 10**30, "teapot"):
            self.assertEqual(self.client.get(f"/api/products/{key}/").status_code, 404, key)


class OrderTests(APITestCase):
    def setUp(self):
        self.cup = Product.objects.create(name="Test cup", price=Decimal("0.10"), stock=3)
        self.pot = Product.objects.create(name="Test pot", price=Decimal("19.99"), stock=1)

    def order(self, *lines):
        lines = [{"product": product, "quantity": quantity} for product, quantity in lines]
        return self.client.post("/api/orders/", {"lines": lines}, format="json")

    def stock(self):
        return [Product.objects.get(pk=p.pk).stock for p in (self.cup, self.pot)]

    def test_total_is_exact_and_stock_is_taken(self):
        response = self.order((self.cup.pk, 3), (self.pot.pk, 1))
        self.assertEqual(response.status_code, 201)
        self.assertEqual(response.json()["total"], "20.29")
        self.assertEqual(self.stock(), [0, 0])

    def test_an_order_keeps_its_price(self):
        placed = self.order((self.pot.pk, 1)).json()
        Product.objects.filter(pk=self.pot.pk).update(price=Decimal("25.00"))
        self.assertEqual(self.client.get(f"/api/orders/{placed['id']}/").json(), placed)

    def test_the_client_cannot_set_the_price(self):
        line = {"product": self.pot.pk, "quantity": 1, "unit_price": "0.01"}
        body = {"lines": [line], "total": "0.01"}
        response = self.client.post("/api/orders/", body, format="json")
        self.assertEqual(response.json()["total"], "19.99")

    def test_too_little_stock_refuses_the_whole_order(self):
        for lines in ([(self.cup.pk, 1), (self.pot.pk, 2)], [(self.pot.pk, 1), (self.pot.pk, 1)]):
            response = self.order(*lines)
            self.assertEqual(response.status_code, 400)
            self.assertEqual(response.json(), {"lines": ["Not enough in stock: Test pot."]})
            self.assertEqual(self.stock(), [3, 1])
            self.assertFalse(Order.objects.exists())

    def test_invalid_lines_are_refused(self):
        self.assertEqual(self.order().status_code, 400)
        for product, quantity in (
            (self.cup.pk, 0),
            (self.cup.pk, -1),
            (self.cup.pk, 10**30),
            (0, 1),
            (10**30, 1),
            (self.cup.pk + 0.5, 1),
        ):
            self.assertEqual(self.order((product, quantity)).status_code, 400, (product, quantity))
        self.assertEqual(self.stock(), [3, 1])

    def test_unknown_order(self):
        for key in (uuid4(), "1"):
            self.assertEqual(self.client.get(f"/api/orders/{key}/").status_code, 404, key)
